@echo off
rem Starts Ngatu. In a checkout it first builds what is missing with the Maven wrapper; in a distribution (bin\ngatu.cmd) it only starts.
rem NGATU_JAVA_OPTS adds options for the Java machine.
setlocal
set "HERE=%~dp0"
set "JAVA_BIN=java"
if defined JAVA_HOME set "JAVA_BIN=%JAVA_HOME%\bin\java"
if exist "%HERE%..\lib" (
  set "NGATU_HOME=%HERE%.."
  set "LIB=%HERE%..\lib"
  goto start
)
set "NGATU_HOME=%HERE%."
set "LIB=%HERE%violation-api\target\ngatu\lib"
if exist "%LIB%" goto start
echo ngatu: building (the first time this downloads about 300 MB and takes a few minutes) 1>&2
pushd "%HERE%"
call mvnw.cmd -pl violation-api -am -DskipTests -Djacoco.skip package 1>&2
if errorlevel 1 (
  popd
  echo ngatu: the build failed, see above 1>&2
  exit /b 1
)
popd
:start
set GOMP_SPINCOUNT=0
"%JAVA_BIN%" -Dngatu.home="%NGATU_HOME%" -Djava.awt.headless=true -Dai.djl.offline=true -DOPT_OUT_TRACKING=true ^
  -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1 -XX:+UseSerialGC -Xmx768m %NGATU_JAVA_OPTS% ^
  -cp "%LIB%\*" vn.ngatu.api.Main %*
exit /b %errorlevel%
