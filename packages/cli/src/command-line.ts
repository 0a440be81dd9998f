/** The commands, options, help texts and examples of `millrace`, as data for commander; what they do is in commands/. */
import { Command, InvalidArgumentError, Option } from "commander";
import { parallelismOf, type RunFlags } from "./settings.ts";
import { packageVersion } from "./version.ts";

const examples = `
Examples:
  millrace run job.ts                       run a program on the embedded engine
  millrace run -p 4 job.ts --input a.txt    four subtasks; --input goes to the program
  millrace run -D pipeline.object-reuse=true job.ts
  millrace explain job.ts                   what would run, without running it
  millrace init my-job                      a new project that runs

Exit codes: 0 ended well, 1 the job failed, 2 wrong usage, 130 and 143 ended by a signal.`;

const runExamples = `
Everything after the program is the program's own: options of millrace come before it.

Examples:
  millrace run job.ts
  millrace run -p 4 -D execution.progress=off job.ts --input words.txt
  millrace run --json job.ts 2> log.jsonl`;

const explainExamples = `
Examples:
  millrace explain --json job.ts > plan.json
  millrace explain --mermaid job.ts > plan.mmd`;

/** Creates the parser. `exit` receives the exit code of the command that ran. */
export function createCommandLine(exit: (code: number) => void): Command {
  const commandLine = new Command("millrace")
    .description("Apache Flink's DataStream API for TypeScript, in your own Node process.")
    .version(packageVersion(), "-v, --version", "show the version")
    .helpOption("-h, --help", "show this help")
    .enablePositionalOptions()
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText("after", examples);
  addRun(commandLine, exit);
  addExplain(commandLine, exit);
  addInit(commandLine, exit);
  return commandLine;
}

function addRun(commandLine: Command, exit: (code: number) => void): void {
  withProgram(commandLine.command("run"))
    .description("run a program on the embedded engine")
    .option("--json", "write the log as JSON lines on stderr")
    .addHelpText("after", runExamples)
    .action(async (file: string, args: string[], flags: RunFlags) => {
      const { run } = await import("./commands/run.ts");
      exit(await run(file, args, flags));
    });
}

function addExplain(commandLine: Command, exit: (code: number) => void): void {
  withProgram(commandLine.command("explain"))
    .description("show the plan of a program's first job, without running it")
    .option("--json", "the plan as JSON (that of getExecutionPlan) instead of text")
    .addOption(
      new Option("--mermaid", "the plan as a Mermaid flowchart instead of text").conflicts("json"),
    )
    .addHelpText("after", explainExamples)
    .action(async (file: string, args: string[], flags: RunFlags) => {
      const { explain } = await import("./commands/explain.ts");
      exit(await explain(file, args, flags));
    });
}

function addInit(commandLine: Command, exit: (code: number) => void): void {
  commandLine
    .command("init")
    .argument("[folder]", "the folder to create")
    .description("create a project that runs")
    .addHelpText(
      "after",
      "\nExample:\n  millrace init my-job && cd my-job && npm install && npm start",
    )
    .action(async (folder: string | undefined) => {
      const { init } = await import("./commands/init.ts");
      exit(await init(folder));
    });
}

/** What `run` and `explain` share: a program, its own arguments after it, settings before it. */
function withProgram(command: Command): Command {
  return command
    .argument("<program>", "the program, a .ts, .mts, .js or .mjs file")
    .argument("[args...]", "arguments of the program")
    .option("-p, --parallelism <n>", "default parallelism of the job", readParallelism)
    .option("-D, --setting <key=value>", "a configuration setting; may be repeated", collect)
    .passThroughOptions()
    .exitOverride();
}

function readParallelism(text: string): number {
  const parallelism = parallelismOf(text);
  if (parallelism === undefined) {
    throw new InvalidArgumentError("It takes a whole number from 1 to 32768.");
  }
  return parallelism;
}

function collect(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}
