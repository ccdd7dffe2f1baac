import { PIPELINE_REPORT_S } from "@resik/contract/limits";
import type { Board, Section } from "../board.ts";
import { lastOf, maxOf, scaled, sumOf, type Column } from "../influxql/column.ts";
import { equals, IN_RANGE, type Condition } from "../influxql/condition.ts";
import { PANEL_INTERVAL, select, type Statement } from "../influxql/select.ts";
import { DELAY, TROUBLE } from "../look/scale.ts";
import { UNIT, type Unit } from "../look/unit.ts";
import { lineChart, type LineChart } from "../panel/line-chart.ts";
import type { PanelBuilder } from "../panel/panel-frame.ts";
import { statTile } from "../panel/stat-tile.ts";

/** Who tells what of the path of readings. */
const BROKER = equals("device", "broker");
const INGEST = equals("device", "ingest");
const REPORTED_EVERY = `${PIPELINE_REPORT_S}s`;

const course = (columns: readonly Column[], teller: Condition): Statement =>
  select({
    from: "pipeline",
    columns,
    where: [IN_RANGE, teller],
    every: PANEL_INTERVAL,
    fill: "null",
  });

const newest = (column: Column, teller: Condition): Statement =>
  select({ from: "pipeline", columns: [column], where: [IN_RANGE, teller] });

/** Counts say what came since the last report: their sum over a window, a second. */
const rateOf = (field: string, as: string): Column =>
  scaled(sumOf(field, as), "* 1000 / $__interval_ms");

const QUARANTINED = {
  quarantinedNotJson: "Bukan JSON",
  quarantinedSchema: "Bentuk salah",
  quarantinedOutOfBounds: "Di luar batas",
  quarantinedClockSkew: "Jam meleset",
  quarantinedUnknownChannel: "Saluran tak dikenal",
  quarantinedTooLarge: "Terlalu besar",
  quarantinedStoreRejected: "Ditolak penyimpanan",
} as const;
const QUARANTINE_FIELDS = Object.entries(QUARANTINED);

const tile = (
  title: string,
  description: readonly [string, string],
  statement: Statement,
  look: { unit: Unit; steps?: typeof DELAY; decimals?: number },
): PanelBuilder =>
  statTile({
    title,
    description,
    asks: [{ statement, alias: title }],
    width: 4,
    height: 4,
    ...look,
  });

const numbers: Section = {
  heading: "Sekarang",
  panels: [
    tile(
      "Kelambatan",
      [
        "Umur pembacaan terakhir ketika disimpan.",
        "Age of what ingest stored last, from the broker's acknowledgement to the store.",
      ],
      newest(lastOf("lagS"), INGEST),
      { unit: UNIT.seconds, steps: DELAY, decimals: 1 },
    ),
    tile(
      "Antrean",
      ["Pesan yang belum disimpan.", "Messages in the broker's inbox that are not stored yet."],
      newest(lastOf("inboxRows"), BROKER),
      { unit: UNIT.count },
    ),
    tile(
      "Umur antrean",
      ["Umur pesan tertua dalam antrean.", "Age of the oldest message in the inbox."],
      newest(lastOf("inboxAgeS"), BROKER),
      { unit: UNIT.seconds, steps: DELAY, decimals: 1 },
    ),
    tile(
      "Alat tersambung sekarang",
      ["Sambungan MQTT sekarang.", "MQTT connections of devices now."],
      newest(lastOf("connectedDevices"), BROKER),
      { unit: UNIT.count },
    ),
    tile(
      "Jumlah gagal menyimpan",
      [
        "Percobaan simpan yang gagal dalam rentang waktu; semuanya diulang.",
        "Writes that failed in the range; every one is tried again until it is stored.",
      ],
      newest(sumOf("storeFailures"), INGEST),
      { unit: UNIT.count, steps: TROUBLE },
    ),
    tile(
      "Jumlah publikasi ditolak",
      [
        "Pesan yang tidak boleh dikirim pengirimnya, dalam rentang waktu.",
        "Publishes that the broker refused in the range, because their sender may not.",
      ],
      newest(sumOf("publishesRefused"), BROKER),
      { unit: UNIT.count, steps: TROUBLE },
    ),
  ],
};

type Chart = Pick<LineChart, "title" | "description" | "unit"> &
  Partial<Pick<LineChart, "decimals" | "steps" | "stacked" | "legend" | "width">>;

/** A chart with one series for each column, called by its name. */
const chart = (
  look: Chart,
  ...tellers: readonly { columns: readonly Column[]; teller: Condition }[]
): PanelBuilder =>
  lineChart({
    ...look,
    asks: tellers.map(({ columns, teller }) => ({
      statement: course(columns, teller),
      alias: "$col",
    })),
    interval: REPORTED_EVERY,
    width: look.width ?? 12,
    height: 9,
    min: 0,
  });

const flow: Section = {
  heading: "Aliran",
  panels: [
    chart(
      {
        title: "Pesan per detik",
        description: [
          "Diterima perantara, sampai di ingest, dan disimpan.",
          "Accepted by the broker, received by ingest, and stored, the programs' own reports included. " +
            "The last window may still grow.",
        ],
        unit: UNIT.perSecond,
        decimals: 1,
      },
      { columns: [rateOf("messagesAccepted", "Diterima perantara")], teller: BROKER },
      {
        columns: [
          rateOf("received", "Sampai di ingest"),
          rateOf("stored", "Disimpan"),
          rateOf("duplicates", "Kiriman ulang"),
        ],
        teller: INGEST,
      },
    ),
    chart(
      {
        title: "Kelambatan dan umur antrean",
        description: [
          "Berapa lama pembacaan menunggu.",
          "How long readings wait: the lag of what is stored, and the age of the oldest in the inbox.",
        ],
        unit: UNIT.seconds,
        decimals: 1,
        steps: DELAY,
      },
      { columns: [maxOf("lagS", "Kelambatan")], teller: INGEST },
      { columns: [maxOf("inboxAgeS", "Umur antrean")], teller: BROKER },
    ),
    chart(
      {
        title: "Isi antrean",
        description: ["Pesan yang menunggu disimpan.", "Messages that wait to be stored."],
        unit: UNIT.count,
        decimals: 0,
      },
      { columns: [maxOf("inboxRows", "Pesan")], teller: BROKER },
    ),
    chart(
      {
        title: "Ukuran antrean",
        description: ["Tempat yang dipakai antrean di disk.", "Bytes of the inbox on the disk."],
        unit: UNIT.bytes,
      },
      { columns: [maxOf("inboxBytes", "Ukuran")], teller: BROKER },
    ),
  ],
};

const trouble: Section = {
  heading: "Gangguan",
  panels: [
    chart(
      {
        title: "Karantina menurut sebab",
        description: [
          "Pesan yang tidak bisa menjadi pembacaan, menurut sebabnya.",
          "Messages that could not become readings, by reason. None is lost: each is kept with its " +
            "bytes.",
        ],
        unit: UNIT.count,
        decimals: 0,
        stacked: true,
        legend: "total",
      },
      {
        columns: QUARANTINE_FIELDS.map(([field, name]) => sumOf(field, name)),
        teller: INGEST,
      },
    ),
    chart(
      {
        title: "Publikasi ditolak",
        description: [
          "Pesan yang tidak boleh dikirim pengirimnya.",
          "Publishes refused because their sender may not send them.",
        ],
        unit: UNIT.count,
        decimals: 0,
        stacked: true,
        legend: "total",
      },
      { columns: [sumOf("publishesRefused", "Ditolak")], teller: BROKER },
    ),
    chart(
      {
        title: "Waktu tunggu penyimpanan",
        description: [
          "Tunggu terlama untuk satu tulisan ke basis data.",
          "Longest wait for one write to the store since the report before.",
        ],
        unit: UNIT.seconds,
        decimals: 3,
      },
      { columns: [maxOf("writeMaxS", "Terlama")], teller: INGEST },
    ),
    chart(
      {
        title: "Gagal menyimpan",
        description: [
          "Percobaan simpan yang gagal; semuanya diulang.",
          "Writes that failed; every one is tried again until it is stored.",
        ],
        unit: UNIT.count,
        decimals: 0,
        stacked: true,
        legend: "total",
      },
      { columns: [sumOf("storeFailures", "Gagal")], teller: INGEST },
    ),
    chart(
      {
        title: "Alat tersambung",
        description: ["Sambungan MQTT.", "MQTT connections of devices."],
        unit: UNIT.count,
        decimals: 0,
        width: 24,
      },
      { columns: [maxOf("connectedDevices", "Tersambung")], teller: BROKER },
    ),
  ],
};

/** Whether readings arrive, and what holds them up. */
export const PIPELINE: Board = {
  id: "jalur",
  description: [
    "Aliran pembacaan dari perantara ke penyimpanan: laju, kelambatan, karantina.",
    "The path of readings from broker to store: rates, lag, quarantine. Broker and ingest report " +
      "these figures of themselves.",
  ],
  from: "now-3h",
  refresh: "30s",
  variables: [],
  sections: [numbers, flow, trouble],
};
