import { join } from "node:path";

/** What rolldown tells of a module; the part that is asked here. */
interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

interface ChunkGroup {
  name: (id: string, graph: ModuleGraph) => string | null;
  minShareCount: number;
  priority: number;
}

/**
 * One file for what always comes together. Left to itself the bundler makes a file of every set of
 * modules that some pages share, most of them smaller than the question for it: the weighing screen
 * was 45 files, which a slow network fetches a few at a time.
 *
 * What the first group takes, no later one holds again.
 */
export const chunkGroups: readonly ChunkGroup[] = [
  together("core", "main.tsx", 4),
  together("me", "me/me-group.tsx", 3),
  together("bank", "bank/bank-group.tsx", 2),
  together("desk", "desk/desk-group.tsx", 1),
];

/** A file with this name of all that a module loads at once and others load too. */
function together(name: string, module: string, priority: number): ChunkGroup {
  const first = join(import.meta.dirname, "../src", module);
  let members: ReadonlySet<string> | null = null;
  return {
    name(id, graph) {
      members ??= loadedAtOnce(first, graph);
      return members.has(id) ? name : null;
    },
    minShareCount: 2,
    priority,
  };
}

/** Everything that comes with a module, without the module. */
function loadedAtOnce(first: string, graph: ModuleGraph): Set<string> {
  const found = new Set<string>();
  const open = [first];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const other of graph.getModuleInfo(id)?.importedIds ?? []) {
      if (found.has(other)) continue;
      found.add(other);
      open.push(other);
    }
  }
  return found;
}
