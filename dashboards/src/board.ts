import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  RowBuilder,
  TimePickerBuilder,
  type Dashboard,
  type QueryVariableBuilder,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { BOARD_IDS, BOARDS, boardUid, boardUrl, type BoardId } from "./board-id.ts";
import { describe, type PanelBuilder, type PanelFrame } from "./panel/panel-frame.ts";

export interface Section {
  /** Heading over the panels; Indonesian. */
  heading: string;
  panels: readonly PanelBuilder[];
}

export interface Board {
  id: BoardId;
  description: PanelFrame["description"];
  /** Start of the range at first sight, such as `now-7d`. */
  from: string;
  /** How often it asks again. */
  refresh: "30s" | "1m" | "5m" | "15m";
  variables: readonly QueryVariableBuilder[];
  sections: readonly Section[];
}

/** The dashboard as Grafana's Classic model, which file provisioning reads. */
export function dashboardOf(board: Board): Dashboard {
  const builder = new DashboardBuilder(`Resik: ${BOARDS[board.id].title}`)
    .uid(boardUid(board.id))
    .description(describe(board.description))
    .tags(["resik"])
    .timezone("browser")
    .weekStart("monday")
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: board.from, to: "now" })
    .timepicker(new TimePickerBuilder().refreshIntervals(["30s", "1m", "5m", "15m", "1h"]))
    .refresh(board.refresh);
  for (const id of BOARD_IDS) if (id !== board.id) builder.link(linkTo(id));
  for (const variable of board.variables) builder.withVariable(variable);
  for (const { heading, panels } of board.sections) {
    builder.withRow(new RowBuilder(heading));
    for (const panel of panels) builder.withPanel(panel);
  }
  return completed(builder.build());
}

/** The range stays behind: a year of deposits is no range for the pipeline's seconds. */
const linkTo = (id: BoardId): DashboardLinkBuilder =>
  new DashboardLinkBuilder(BOARDS[id].title)
    .type(DashboardLinkType.Link)
    .icon("dashboard")
    .url(boardUrl(id))
    .includeVars(true)
    .keepTime(false);

/** What the SDK leaves open: ids, by which rules name a panel, and lists that may be empty. */
function completed(dashboard: Dashboard): Dashboard {
  const panels = (dashboard.panels ?? []).map((panel, index) => ({ ...panel, id: index + 1 }));
  // Left there it would hide the links in a menu.
  const links = (dashboard.links ?? []).map(({ placement: _hidden, ...link }) => link);
  // These are of another kind of variable.
  const list = (dashboard.templating.list ?? []).map(
    ({ auto: _auto, auto_min: _min, auto_count: _count, ...variable }) => variable,
  );
  return { ...dashboard, panels, links, templating: { list }, annotations: { list: [] } };
}
