import { createMemoryOutbox } from "./memory.ts";
import { outboxSuite } from "./outbox.suite.ts";

outboxSuite("memory", createMemoryOutbox);
