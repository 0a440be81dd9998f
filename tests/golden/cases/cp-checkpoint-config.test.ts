/** CP-01 … CP-11: the settings of checkpoints are readable back. */
import { CheckpointingMode, Duration, ExternalizedCheckpointCleanup } from "millrace";
import { expect, test } from "vitest";
import { expectCase, valueOf } from "../../conformance/cases.ts";
import { streaming } from "./streaming-environment.ts";

/** The settings of a fresh environment. */
function fresh() {
  return streaming().getCheckpointConfig();
}

// covers: CheckpointConfig.getCheckpointTimeout
test("CP-01 defaults", () => {
  const config = fresh();
  const constants = [
    config.getCheckpointingMode(),
    config.getCheckpointTimeout(),
    config.getMinPauseBetweenCheckpoints(),
    config.getMaxConcurrentCheckpoints(),
  ];
  expectCase("CP-01", constants, "constants");
});

// covers: CheckpointConfig.isCheckpointingEnabled
test("CP-02 checkpointing is off until it is enabled", () => {
  const env = streaming();
  const before = env.getCheckpointConfig().isCheckpointingEnabled();
  env.enableCheckpointing(1000);
  expectCase("CP-02", [before, env.getCheckpointConfig().isCheckpointingEnabled()], "values");
});

// covers: CheckpointConfig.getCheckpointingMode, CheckpointConfig.setCheckpointingMode
test("CP-03 the mode", () => {
  const config = fresh();
  const before = config.getCheckpointingMode();
  config.setCheckpointingMode(CheckpointingMode.AT_LEAST_ONCE);
  expectCase("CP-03", [before, config.getCheckpointingMode()], "modes");
  config.setCheckpointingMode(CheckpointingMode.EXACTLY_ONCE);
  expect(config.getCheckpointingMode()).toBe(before);
});

// covers: CheckpointConfig.getCheckpointInterval, CheckpointConfig.setCheckpointInterval
test("CP-04 the interval", () => {
  const config = fresh();
  const before = config.getCheckpointInterval();
  const after = config.setCheckpointInterval(1000).getCheckpointInterval();
  expectCase("CP-04", [before, after], "values");
});

// covers: CheckpointConfig.getMinPauseBetweenCheckpoints
// covers: CheckpointConfig.setMinPauseBetweenCheckpoints
test("CP-06 the pause between two checkpoints", () => {
  const config = fresh();
  const before = config.getMinPauseBetweenCheckpoints();
  const after = config.setMinPauseBetweenCheckpoints(100_000).getMinPauseBetweenCheckpoints();
  expectCase("CP-06", [before, after], "values");
});

// covers: CheckpointConfig.getMaxConcurrentCheckpoints
// covers: CheckpointConfig.setMaxConcurrentCheckpoints
test("CP-07 how many checkpoints may run at a time", () => {
  const config = fresh();
  const before = config.getMaxConcurrentCheckpoints();
  const after = config.setMaxConcurrentCheckpoints(2).getMaxConcurrentCheckpoints();
  expectCase("CP-07", [before, after], "values");
});

// covers: CheckpointConfig.isFailOnCheckpointingErrors
// covers: CheckpointConfig.setFailOnCheckpointingErrors
test("CP-08 whether a failed checkpoint fails the job", () => {
  const config = fresh();
  const before = config.isFailOnCheckpointingErrors();
  const after = config.setFailOnCheckpointingErrors(false).isFailOnCheckpointingErrors();
  expectCase("CP-08", [before, after], "values");
});

// covers: CheckpointConfig.enableExternalizedCheckpoints
// covers: CheckpointConfig.getExternalizedCheckpointCleanup
// covers: CheckpointConfig.isExternalizedCheckpointsEnabled, ExternalizedCheckpointCleanup
test("CP-09 externalized checkpoints", () => {
  const config = fresh();
  const isEnabled = () => (config.isExternalizedCheckpointsEnabled() ? "enabled" : "disabled");
  expectCase("CP-09", [isEnabled(), config.getExternalizedCheckpointCleanup()], "initially");
  const cleanups = [
    ExternalizedCheckpointCleanup.RETAIN_ON_CANCELLATION,
    ExternalizedCheckpointCleanup.DELETE_ON_CANCELLATION,
  ].map((cleanup) =>
    config.enableExternalizedCheckpoints(cleanup).getExternalizedCheckpointCleanup(),
  );
  expectCase("CP-09", cleanups, "cleanups");
  expect(isEnabled()).toBe("enabled");
});

// covers: CheckpointConfig.disableUnalignedCheckpoints, CheckpointConfig.enableUnalignedCheckpoints
// covers: CheckpointConfig.getAlignmentTimeout, CheckpointConfig.isForceUnalignedCheckpoints
// covers: CheckpointConfig.isUnalignedCheckpointsEnabled, CheckpointConfig.setAlignmentTimeout
// covers: CheckpointConfig.setForceUnalignedCheckpoints
test("CP-11 unaligned checkpoints", () => {
  const config = fresh();
  const defaults = [
    config.isUnalignedCheckpointsEnabled(),
    config.isForceUnalignedCheckpoints(),
    config.getAlignmentTimeout().toMillis(),
  ];
  expectCase("CP-11", defaults, "defaults");
  const switched = [
    config.enableUnalignedCheckpoints().isUnalignedCheckpointsEnabled(),
    config.disableUnalignedCheckpoints().isUnalignedCheckpointsEnabled(),
    config.enableUnalignedCheckpoints(true).isUnalignedCheckpointsEnabled(),
  ];
  expectCase("CP-11", switched, "switched");
  expect(config.setForceUnalignedCheckpoints(true).isForceUnalignedCheckpoints()).toBe(true);
  const [count, unit] = valueOf("CP-11", "timeout").split(" ");
  expect(unit).toBe("min");
  const timeout = Duration.ofMinutes(Number(count));
  expect(config.setAlignmentTimeout(timeout).getAlignmentTimeout().equals(timeout)).toBe(true);
});
