/** Entry `millrace/testing`: tests of jobs and of connectors. No test runner is imported. @experimental */
export { CapturedOutput } from "./captured-output.ts";
export { type CollectedRecord, CollectingSink } from "./collecting-sink.ts";
export { type FormatSuiteContext, formatSuite } from "./format-suite.ts";
export { freezeRecord } from "./freeze-record.ts";
export { ManualScheduler } from "./manual-scheduler.ts";
export { MemoryFileSystem } from "./memory-file-system.ts";
export { MemoryNetwork, ServedConnection } from "./memory-network.ts";
export { MiniCluster, type MiniClusterOptions } from "./mini-cluster.ts";
export type { HarnessError } from "./operator-harness.ts";
export { RecordingSink, type RecordingSinkOptions } from "./recording-sink.ts";
export {
  type EmittedRecord,
  type FunctionRun,
  type FunctionStep,
  type FunctionTest,
  runFunction,
  runTwoInputFunction,
  type TwoInputFunctionTest,
} from "./run-function.ts";
export { ScriptedSource, type ScriptedSourceOptions, type ScriptStep } from "./scripted-source.ts";
export { type SinkSuiteContext, sinkSuite } from "./sink-suite.ts";
export { type SourceCheckpoint, SourceDriver, type SourceDriverOptions } from "./source-driver.ts";
export { type SourceSuiteContext, sourceSuite } from "./source-suite.ts";
export type { SuiteCase, SuiteGap } from "./suite.ts";
export { createTestPorts, type TestPorts } from "./test-ports.ts";
