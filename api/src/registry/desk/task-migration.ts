/** Tables of tasks, residents' reports and their photos. */
export const TASKS_MIGRATION = "";
