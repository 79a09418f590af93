class Eenvorm < Formula
  desc "Reads, fills in and compares the jobcoach forms of Dutch gemeenten"
  homepage "{REPOSITORY}"
  version "{VERSION}"
  license "EUPL-1.2"

  on_macos do
    on_arm do
      url "{REPOSITORY}/releases/download/v{VERSION}/eenvorm-v{VERSION}-aarch64-apple-darwin.tar.gz"
      sha256 "{SHA256_aarch64-apple-darwin}"
    end
    on_intel do
      url "{REPOSITORY}/releases/download/v{VERSION}/eenvorm-v{VERSION}-x86_64-apple-darwin.tar.gz"
      sha256 "{SHA256_x86_64-apple-darwin}"
    end
  end

  on_linux do
    on_arm do
      url "{REPOSITORY}/releases/download/v{VERSION}/eenvorm-v{VERSION}-aarch64-unknown-linux-musl.tar.gz"
      sha256 "{SHA256_aarch64-unknown-linux-musl}"
    end
    on_intel do
      url "{REPOSITORY}/releases/download/v{VERSION}/eenvorm-v{VERSION}-x86_64-unknown-linux-musl.tar.gz"
      sha256 "{SHA256_x86_64-unknown-linux-musl}"
    end
  end

  def install
    bin.install "eenvorm"
    man1.install "eenvorm.1"
    (man/"nl/man1").install "eenvorm.nl.1" => "eenvorm.1"
    bash_completion.install "completions/eenvorm.bash" => "eenvorm"
    zsh_completion.install "completions/eenvorm.zsh" => "_eenvorm"
    fish_completion.install "completions/eenvorm.fish"
  end

  test do
    assert_match "utrecht/jobcoachplan", shell_output("#{bin}/eenvorm forms")
  end
end
