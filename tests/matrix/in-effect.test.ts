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

const observed = forbidsCode ? codeGeneration : setting;

test(`${key} = ${value} is in effect here and in programs that are started`, () => {
  expect(observed()).toEqual([value, value]);
});

/** Whether code can be made of text: here, and in a program that is started. */
function codeGeneration(): string[] {
  const attempt = `try { new Function(""); console.log("allowed") } catch { console.log("forbidden") }`;
  return [canGenerate() ? "allowed" : "forbidden", printed(attempt)];
}

function canGenerate(): boolean {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- whether it is refused is the question
    return new Function("return true")() === true;
  } catch {
    return false;
  }
}

/** What an environment reads: here, and in a program that is started. */
function setting(): string[] {
  const here = StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
  const program = `import { StreamExecutionEnvironment } from "millrace";
    const configuration = StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
    console.log(configuration.getString(${JSON.stringify(key)}, "unset"));`;
  return [here.getString(key, "unset"), printed(program)];
}
