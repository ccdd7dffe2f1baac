/** What became of a print; the words for it stand in the receipt's texts. */
export type PrintAnswer = "printed" | "none" | "unsupported" | "lost" | "denied";

/** The part of Web Bluetooth and WebUSB that is used; the compiler's library has neither. */
interface BluetoothCharacteristic {
  readonly properties: { readonly write: boolean; readonly writeWithoutResponse: boolean };
  writeValue(bytes: Uint8Array): Promise<void>;
  writeValueWithoutResponse?(bytes: Uint8Array): Promise<void>;
}
interface BluetoothPrinter {
  readonly gatt?: {
    connect(): Promise<{
      getPrimaryServices(): Promise<{ getCharacteristics(): Promise<BluetoothCharacteristic[]> }[]>;
      disconnect(): void;
    }>;
  };
}
interface Bluetooth {
  requestDevice(options: {
    filters: { services: string[] }[];
    optionalServices: string[];
  }): Promise<BluetoothPrinter>;
}
interface UsbEndpoint {
  readonly endpointNumber: number;
  readonly direction: "in" | "out";
  readonly type: string;
}
interface UsbPrinter {
  readonly configuration: {
    readonly interfaces: readonly {
      readonly interfaceNumber: number;
      readonly alternate: {
        readonly interfaceClass: number;
        readonly endpoints: readonly UsbEndpoint[];
      };
    }[];
  } | null;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(number: number): Promise<void>;
  transferOut(endpoint: number, bytes: Uint8Array): Promise<{ status: string }>;
}
interface Usb {
  requestDevice(options: { filters: { classCode: number }[] }): Promise<UsbPrinter>;
}
type PrinterNavigator = Navigator & { bluetooth?: Bluetooth; usb?: Usb };

/** Both are absent from the compiler's Navigator, and from many browsers. */
const ways = (): PrinterNavigator => navigator;

export const hasBluetooth = (): boolean => ways().bluetooth !== undefined;
export const hasUsb = (): boolean => ways().usb !== undefined;

/** The services under which receipt printers take bytes; each maker has its own. */
const SERVICES = [
  "000018f0-0000-1000-8000-00805f9b34fb",
  "0000ff00-0000-1000-8000-00805f9b34fb",
  "0000ffe0-0000-1000-8000-00805f9b34fb",
  "0000fee7-0000-1000-8000-00805f9b34fb",
  "e7810a71-73ae-499d-8c15-faa9aef0c3f2",
  "49535343-fe7d-4ae5-8fa9-9fafd205e455",
];
/** A Bluetooth printer's buffer is small: it gets little at once, and time in between. */
const BLUETOOTH_BYTES = 100;
const BLUETOOTH_PAUSE_MS = 20;
const USB_BYTES = 4_096;
const USB_CLASS_PRINTER = 7;

/** The parts in which bytes are handed over; all of them together are the whole. */
export function chunksOf(bytes: Uint8Array, size: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return chunks;
}

/** The printer of this page's last print: a second receipt needs no choosing. */
let bluetoothPrinter: BluetoothPrinter | null = null;

/** Prints over Bluetooth; the person chooses the printer in the browser's own list. */
export async function printByBluetooth(bytes: Uint8Array): Promise<PrintAnswer> {
  const { bluetooth } = ways();
  if (bluetooth === undefined) return "denied";
  try {
    bluetoothPrinter ??= await bluetooth.requestDevice({
      filters: SERVICES.map((service) => ({ services: [service] })),
      optionalServices: SERVICES,
    });
  } catch (error) {
    return answerOf(error, "none");
  }
  try {
    const server = await bluetoothPrinter.gatt?.connect();
    if (server === undefined) return "unsupported";
    const target = await writable(await server.getPrimaryServices());
    if (target === null) return "unsupported";
    for (const chunk of chunksOf(bytes, BLUETOOTH_BYTES)) {
      await writeChunk(target, chunk);
      await pause(BLUETOOTH_PAUSE_MS);
    }
    server.disconnect();
    return "printed";
  } catch (error) {
    bluetoothPrinter = null;
    return answerOf(error, "lost");
  }
}

async function writable(
  services: readonly { getCharacteristics(): Promise<BluetoothCharacteristic[]> }[],
): Promise<BluetoothCharacteristic | null> {
  for (const service of services) {
    const found = (await service.getCharacteristics()).find(
      ({ properties }) => properties.write || properties.writeWithoutResponse,
    );
    if (found) return found;
  }
  return null;
}

const writeChunk = (target: BluetoothCharacteristic, chunk: Uint8Array): Promise<void> =>
  target.properties.writeWithoutResponse && target.writeValueWithoutResponse
    ? target.writeValueWithoutResponse(chunk)
    : target.writeValue(chunk);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Prints over a USB cable. */
export async function printByUsb(bytes: Uint8Array): Promise<PrintAnswer> {
  const { usb } = ways();
  if (usb === undefined) return "denied";
  let printer: UsbPrinter;
  try {
    printer = await usb.requestDevice({ filters: [{ classCode: USB_CLASS_PRINTER }] });
  } catch (error) {
    return answerOf(error, "none");
  }
  try {
    await printer.open();
    if (printer.configuration === null) await printer.selectConfiguration(1);
    const place = printer.configuration?.interfaces.find(
      ({ alternate }) => alternate.interfaceClass === USB_CLASS_PRINTER,
    );
    const out = place?.alternate.endpoints.find(({ direction }) => direction === "out");
    if (place === undefined || out === undefined) return "unsupported";
    await printer.claimInterface(place.interfaceNumber);
    for (const chunk of chunksOf(bytes, USB_BYTES)) {
      const { status } = await printer.transferOut(out.endpointNumber, chunk);
      if (status !== "ok") return "lost";
    }
    return "printed";
  } catch (error) {
    return answerOf(error, "lost");
  } finally {
    // A printer that was pulled out is closed already.
    await printer.close().catch(() => undefined);
  }
}

/** The browsers name their reasons; whatever else there is counts as the fallback. */
function answerOf(error: unknown, fallback: PrintAnswer): PrintAnswer {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotFoundError") return fallback === "none" ? "none" : "unsupported";
  return name === "SecurityError" || name === "NotAllowedError" ? "denied" : fallback;
}
