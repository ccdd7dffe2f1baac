// Refuses its settings as runProgram does: one sentence and exit code 78.

const name = process.argv[3];
process.stderr.write(`resik ${name}: Settings are not right: RESIK_X is not set.\n`);
process.exitCode = 78;
process.disconnect?.();
