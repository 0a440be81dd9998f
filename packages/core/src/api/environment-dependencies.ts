/**
 * Files that a program of PyFlink ships to its workers. Part of `StreamExecutionEnvironment`.
 *
 * The embedded engine runs in the program's own process, which has its modules and files already: what is set here is
 * readable back from the configuration, and `execute()` names it in one warning.
 */
import { callSite } from "./call-site.ts";
import { requireText } from "./check-arguments.ts";
import { EnvironmentSettings } from "./environment-settings.ts";

const KEYS = {
  files: "python.files",
  requirements: "python.requirements",
  archives: "python.archives",
  executable: "python.executable",
  jars: "pipeline.jars",
  classpaths: "pipeline.classpaths",
  cachedFiles: "pipeline.cached-files",
} as const;

/** Dependencies of an environment; without effect on the embedded engine. */
export abstract class EnvironmentDependencies extends EnvironmentSettings {
  /** Without effect here: the program imports its modules itself. */
  addPythonFile(filePath: string): void {
    this.append(KEYS.files, ",", [this.text("addPythonFile", "filePath", filePath)]);
  }

  /** Without effect here: the program's package.json names what it needs. */
  setPythonRequirements(requirementsFilePath: string, requirementsCacheDir?: string): void {
    const path = this.text("setPythonRequirements", "requirementsFilePath", requirementsFilePath);
    const parts = requirementsCacheDir === undefined ? [path] : [path, requirementsCacheDir];
    this.configuration.setString(KEYS.requirements, parts.join("#"));
  }

  /** Without effect here: the program reads its files where they are. */
  addPythonArchive(archivePath: string, targetDir?: string): void {
    const path = this.text("addPythonArchive", "archivePath", archivePath);
    this.append(KEYS.archives, ",", [targetDir === undefined ? path : `${path}#${targetDir}`]);
  }

  /** Without effect here: the job runs in the program's own process. */
  setPythonExecutable(pythonExec: string): void {
    const path = this.text("setPythonExecutable", "pythonExec", pythonExec);
    this.configuration.setString(KEYS.executable, path);
  }

  /** Without effect here: there is no JVM. */
  addJars(...jarsPath: string[]): void {
    this.append(KEYS.jars, ";", jarsPath);
  }

  /** Without effect here: there is no JVM. */
  addClasspaths(...classpaths: string[]): void {
    this.append(KEYS.classpaths, ";", classpaths);
  }

  /** Without effect here: functions read files where they are. */
  registerCachedFile(filePath: string, name: string, executable = false): void {
    const path = this.text("registerCachedFile", "filePath", filePath);
    const entry = `name:${this.text("registerCachedFile", "name", name)},path:${path},executable:${executable}`;
    this.append(KEYS.cachedFiles, ";", [entry]);
  }

  private text(method: string, parameter: string, value: string): string {
    return requireText(callSite(this, `StreamExecutionEnvironment.${method}`), parameter, value);
  }

  private append(key: string, separator: string, values: readonly string[]): void {
    const before = this.configuration.getString(key, "");
    this.configuration.setString(
      key,
      [...(before === "" ? [] : [before]), ...values].join(separator),
    );
  }
}
