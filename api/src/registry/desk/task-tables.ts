import type {
  ResidentReportKind,
  ResidentReportState,
} from "@resik/contract/http/resident-reports";
import type { TaskKind, TaskState, TaskStep } from "@resik/contract/http/tasks";
import type { Generated } from "kysely";

/** Rows of this part of the registry. */
export interface TaskTables {
  tasks: {
    seq: Generated<number>;
    id: string;
    kind: TaskKind;
    state: TaskState;
    note: string | null;
    site: string | null;
    device: string | null;
    alert: string | null;
    report: string | null;
    owner: string | null;
    due_at_ms: number;
    created_at_ms: number;
    started_at_ms: Generated<number | null>;
    ended_at_ms: Generated<number | null>;
  };
  task_steps: {
    seq: Generated<number>;
    task: string;
    step: TaskStep;
    at_ms: number;
    by_name: string | null;
    note: string | null;
  };
  resident_reports: {
    seq: Generated<number>;
    id: string;
    member: string;
    input_sha256: string;
    kind: ResidentReportKind;
    state: ResidentReportState;
    note: string;
    place: string;
    lat: number | null;
    lon: number | null;
    device: string | null;
    area_code: string | null;
    area_name: string | null;
    seen_at_ms: number;
    received_at_ms: number;
    ended_at_ms: Generated<number | null>;
    answer: Generated<string | null>;
  };
  report_photos: {
    report: string;
    type: "image/jpeg" | "image/webp";
    size_bytes: number;
    bytes: Uint8Array;
  };
}
