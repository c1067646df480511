// Preloaded by synth.js. What the user can mend in the program (a ConstructError, a failed rule) is told by its message;
// a stack trace would bury it. Everything else keeps its trace.
process.on('uncaughtException', (error) => {
  const isUsers = error?.name === 'ConstructError' || /validation failed/i.test(error?.message ?? '');
  console.error(isUsers ? error.message : (error?.stack ?? error));
  process.exit(1);
});
