/** Each variant of the matrix changes what it says: a matrix whose settings do not arrive would be green for nothing. */
import { execFileSync } from "node:child_process";
import { StreamExecutionEnvironment } from "millrace";
import { expect, test } from "vitest";

const [key = "", value = ""] = (process.env["MILLRACE_MATRIX"] ?? "").split("=");
const forbidsCode = key === "code-generation";

/** What a program that a test starts prints. */
function printed(program: string): string {
  const options = ["--input-type=module", "-e", program];
  return execFileSync(process.execPath, options, { encoding: "utf8" }).trim();
}

const inEffect = forbidsCode ? codeIsForbidden : settingIsRead;

test(`${key} = ${value} is in effect here and in programs that are started`, inEffect);

function codeIsForbidden(): void {
  // oxlint-disable-next-line typescript/no-implied-eval -- that it is refused is what is tested
  expect(() => new Function("")).toThrow("Code generation from strings disallowed");
  const program = "try { new Function('') } catch (error) { console.log(error.name) }";
  expect(printed(program)).toBe("EvalError");
}

function settingIsRead(): void {
  const here = StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
  expect(here.getString(key, "unset")).toBe(value);
  const program = `import { StreamExecutionEnvironment } from "millrace";
    const configuration = StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
    console.log(configuration.getString(${JSON.stringify(key)}, "unset"));`;
  expect(printed(program)).toBe(value);
}
