/** Each variant of the matrix changes what it says: a matrix whose settings do not arrive would be green for nothing. */
import { execFileSync } from "node:child_process";
import { StreamExecutionEnvironment } from "millrace";
import { expect, test } from "vitest";

const [key, value] = (process.env["MILLRACE_MATRIX"] ?? "").split("=");

test(`the variant ${key} is in effect here and in the programs that are started`, () => {
  if (key === "code-generation") {
    const child = ["-e", "try { new Function('') } catch (error) { console.log(error.name) }"];
    expect(() => new Function("")).toThrow(EvalError);
    expect(execFileSync(process.execPath, child, { encoding: "utf8" })).toBe("EvalError\n");
    return;
  }
  const program = `import { StreamExecutionEnvironment } from "millrace";
    const configuration = StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
    console.log(configuration.getString(${JSON.stringify(key)}, "unset"));`;
  const child = ["--input-type=module", "-e", program];
  const here = StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
  expect(here.getString(key ?? "", "unset")).toBe(value);
  expect(execFileSync(process.execPath, child, { encoding: "utf8" })).toBe(`${value}\n`);
});
