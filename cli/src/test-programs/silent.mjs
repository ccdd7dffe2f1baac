// Never says that it is ready, but ends when asked; its listener of the channel keeps it alive.
process.once("SIGTERM", () => process.exit(0));
process.once("disconnect", () => process.exit(0));
