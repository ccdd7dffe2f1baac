/**
 * Every bound of the wire, in one place. Who enforces each, and what happens when it is reached,
 * stands beside it. Settings may lower or raise those marked (setting).
 */

/** A reading's payload in bytes. Above it ingest quarantines the message as `too-large`. */
export const READING_BYTES_MAX = 4_096;

/**
 * A foreign device's payload in bytes: a LoRaWAN uplink names every gateway that heard it. Above it
 * ingest quarantines the message as `too-large`.
 */
export const UPLINK_BYTES_MAX = 16_384;
/** Readings that one foreign payload may become; above it the message is quarantined as `too-large`. */
export const UPLINK_READINGS_MAX = 64;

/**
 * An MQTT packet in bytes. Above it the broker closes the connection before it has read the
 * packet, and counts it: such a packet is never held in memory. (setting)
 */
export const PACKET_BYTES_MAX = 65_536;

/** Topic length in bytes; a longer one closes the connection. Topics of devices need at most 100. */
export const TOPIC_BYTES_MAX = 256;

/** Open connections; above it a new one is closed before it can say anything. (setting) */
export const CONNECTIONS_MAX = 20_000;

/**
 * Messages a second one device may keep up, and the burst it may send at once (its backlog after
 * an outage). Above it the connection is closed and the device keeps its messages. (setting)
 */
export const DEVICE_MESSAGES_PER_S = 50;
export const DEVICE_BURST_MESSAGES = 5_000;

/** Publishes that wait for the disk at once, over all clients; above it a publish is refused. */
export const OPEN_CALLBACKS_MAX = 20_000;

/** A group commit: rows, bytes and the longest wait for company. */
export const COMMIT_ROWS_MAX = 1_000;
export const COMMIT_BYTES_MAX = 4 * 1_024 * 1_024;
export const COMMIT_WAIT_MS_MAX = 5;

/** The inbox on disk; above it publishes are refused without PUBACK: the device keeps them. (setting) */
export const INBOX_BYTES_MAX = 2 * 1_024 * 1_024 * 1_024;
/** Free bytes the inbox leaves on its file system; below it publishes are refused. (setting) */
export const DISK_FREE_BYTES_MIN = 64 * 1_024 * 1_024;

/** A relay batch, and how many may be in flight to the consumer before the broker waits. */
export const RELAY_BATCH_ROWS_MAX = 2_000;
export const RELAY_BATCH_BYTES_MAX = 1_024 * 1_024;
export const RELAY_IN_FLIGHT_MAX = 4;

/**
 * Seconds between two reports of broker and ingest on themselves (channel `pipeline`): often enough
 * for a screen that is looked at, 5,760 points a day. (setting)
 */
export const PIPELINE_REPORT_S = 15;

/** A device clock may run ahead or lag behind by this much before `clock-skew`. (setting: late) */
export const CLOCK_AHEAD_MS_MAX = 5 * 60_000;
export const CLOCK_BEHIND_DAYS_MAX = 30;

/** Rows of one page of a list, and points of one answer of a series. */
export const PAGE_ROWS_MAX = 500;
export const SERIES_POINTS_MAX = 5_000;
/** Devices that one series request may name. */
export const SERIES_DEVICES_MAX = 50;
/** Body of an HTTP request in bytes; a larger one is refused with 413. */
export const BODY_BYTES_MAX = 64 * 1_024;
/** Versions of a station's humidity correction; one more is refused. */
export const CORRECTIONS_PER_DEVICE_MAX = 200;
/** Days of hourly ISPU that one question may span; a longer one is refused. */
export const ISPU_HISTORY_DAYS_MAX = 366;
/** Open event streams (`/live`); above it a new one is refused with 503. */
export const LIVE_STREAMS_MAX = 500;
/**
 * Public event streams (`/open/live`) that one address may hold, so that nobody alone can take the
 * public's places; above it a new one is refused with 503 `too-many-streams` and counted, and a page
 * asks for its list every few seconds instead. Many people may share an address: a village office,
 * a mobile network. An IPv6 address counts with its whole /64, which is what one household has.
 */
export const OPEN_STREAMS_PER_ADDRESS_MAX = 40;
