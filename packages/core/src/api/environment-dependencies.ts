/**
 * Files that a program ships to its workers. Part of `StreamExecutionEnvironment`.
 *
 * The embedded engine runs in the program's own process, which has its modules already: except for cached files, what is
 * set here is readable back from the configuration, and `execute()` names it in one warning.
 */
import { cachedFilesType } from "../base/cached-files.ts";
import { CACHED_FILES, readOption } from "../base/config-options.ts";
import { LOCAL_PATH_EXPECTED, localPath } from "../base/local-path.ts";
import { streamError } from "../base/stream-error.ts";
import { callSite, wrongType } from "./call-site.ts";
import { checkAt, requireText } from "./check-arguments.ts";
import { EnvironmentSettings } from "./environment-settings.ts";

const KEYS = {
  files: "python.files",
  requirements: "python.requirements",
  archives: "python.archives",
  executable: "python.executable",
  jars: "pipeline.jars",
  classpaths: "pipeline.classpaths",
} as const;

/** Dependencies of an environment. */
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

  /**
   * Registers a file or folder of this machine under a name, by which functions get its path:
   * `context.getDistributedCache().getFile(name)`.
   *
   * `filePath` is a path or a `file:` URL. `execute()` checks that it is there, that it can be read, and where
   * `executable` is set that it may be executed. A name that is taken is `API_CACHED_FILE_EXISTS`.
   */
  registerCachedFile(filePath: string, name: string, executable = false): void {
    const at = callSite(this, "StreamExecutionEnvironment.registerCachedFile");
    const path = requireText(at, "filePath", filePath);
    requireText(at, "name", name);
    if (localPath(path) === undefined) throw wrongType(at, "filePath", path, LOCAL_PATH_EXPECTED);
    if (typeof executable !== "boolean")
      throw wrongType(at, "executable", executable, "true or false");
    const files = checkAt(at, () => readOption(this.configuration, CACHED_FILES));
    const taken = files.find((file) => file.name === name);
    if (taken !== undefined) {
      const values = { method: at.method, name: JSON.stringify(name), path: taken.path };
      throw streamError("API_CACHED_FILE_EXISTS", values, { where: { location: at.location } });
    }
    const written = cachedFilesType.format([...files, { name, path, executable }]);
    this.configuration.setString(CACHED_FILES.key, written);
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
