import type { Credentials } from "./device-parts.ts";

/**
 * What the QR code of a device says: compact JSON that a technician's tool or the device itself
 * reads, `{"resik":1,"username":…,"password":…,"topicPrefix":…}`. `resik` is the version of this
 * form. The broker's address is not in it: it is the same for every device of a district and may
 * change. No scheme such as `mqtt://`, so that no camera opens it as a link and no browser keeps
 * the secret in its history.
 */
export const credentialsCode = ({ mqtt }: Credentials): string =>
  JSON.stringify({
    resik: 1,
    username: mqtt.username,
    password: mqtt.password,
    topicPrefix: mqtt.topicPrefix,
  });
