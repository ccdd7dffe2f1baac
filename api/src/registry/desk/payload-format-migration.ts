/** Tables of payload formats of devices. */
export const PAYLOAD_FORMATS_MIGRATION = "";
