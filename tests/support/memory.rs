//! How much memory a process takes while it runs.

use std::collections::BTreeMap;
use std::process::Child;
use std::time::Duration;

/// The most memory, in KiB, that the program and those it starts have held until they end; 0 where it is not known.
pub(crate) fn peak(child: &mut Child) -> u64 {
    let mut peaks = BTreeMap::new();
    while child.try_wait().expect("a process").is_none() {
        if cfg!(target_os = "linux") {
            for id in family(child.id()) {
                peaks.entry(id).and_modify(|peak: &mut u64| *peak = held(id).max(*peak)).or_insert_with(|| held(id));
            }
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    peaks.values().copied().max().unwrap_or(0)
}

fn family(id: u32) -> Vec<u32> {
    let listed = std::fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
    let texts = listed.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    let children: Vec<u32> =
        texts.flat_map(|text| text.split(' ').filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect();
    [vec![id], children].concat()
}

fn held(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
