import type { Device } from "@resik/contract/http/registry";

/**
 * Whether a station's ISPU is for orientation only. Every station's is, until staff say in its
 * config that it measures by the regulation's own methods.
 */
export const isIndicative = ({ config }: Pick<Device, "config">): boolean =>
  config.referenceStation !== true;
