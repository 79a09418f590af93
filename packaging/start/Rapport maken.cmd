@echo off
rem Sleep formulieren of een map op dit bestand: het rapport komt ernaast te staan.
setlocal
set EENVORM_WINDOW=1
"%~dp0eenvorm.exe" %*
