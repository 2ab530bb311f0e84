@echo off
rem Sets TourPlanner up where that is needed, then runs it: run.cmd help lists the ways.
rem This part finds Python; tools\launch.py does the rest.
setlocal
set "FITS=import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))"

py -3 -c "%FITS%" >nul 2>nul
if not errorlevel 1 (
    py -3 "%~dp0tools\launch.py" %*
    goto done
)
for %%V in (3.13 3.12 3.11 3.14) do (
    py -%%V -c "%FITS%" >nul 2>nul
    if not errorlevel 1 (
        py -%%V "%~dp0tools\launch.py" %*
        goto done
    )
)
python -c "%FITS%" >nul 2>nul
if not errorlevel 1 (
    python "%~dp0tools\launch.py" %*
    goto done
)
echo TourPlanner needs Python 3.11, 3.12, 3.13 or 3.14: install it from python.org and start again. 1>&2
exit /b 1

:done
exit /b %errorlevel%
