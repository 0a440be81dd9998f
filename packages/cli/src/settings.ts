/**
 * Turns what the command line says about a run into configuration settings.
 *
 * `-p` and `--json` are short forms of settings; an explicit `-D` of the same key wins over them.
 */

/** What `millrace run` and `millrace explain` accept before the program. */
export interface RunFlags {
  /** `-p, --parallelism`: default parallelism of the job. */
  readonly parallelism?: number;
  /** `-D key=value`, in the order given. */
  readonly setting?: readonly string[];
  /** `--json`: machine-readable output. */
  readonly json?: boolean;
  /** `--mermaid` of `explain`: the plan as a flowchart. */
  readonly mermaid?: boolean;
}

/** Settings by configuration key, or what is wrong with the first argument that cannot be read. */
export type ReadSettings =
  | { readonly settings: Readonly<Record<string, string>> }
  | { readonly problem: string };

/** Reads the settings out of the flags. */
export function settingsOf(flags: RunFlags): ReadSettings {
  const settings: Record<string, string> = {};
  if (flags.parallelism !== undefined) settings["parallelism.default"] = String(flags.parallelism);
  for (const text of flags.setting ?? []) {
    const at = text.indexOf("=");
    if (at < 1) return { problem: `-D takes key=value, not "${text}"` };
    settings[text.slice(0, at).trim()] = text.slice(at + 1).trim();
  }
  return { settings };
}

/** The parallelism that `text` asks for, or `undefined` where it is no whole number from 1 to 32768. */
export function parallelismOf(text: string): number | undefined {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 32_768 ? Number(text) : undefined;
}
