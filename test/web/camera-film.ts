const WIDTH = 640;
const HEIGHT = 480;
const FRAMES = 10;
const MODULE_DOTS = 8;
const [BLACK, WHITE, NO_COLOUR] = [16, 235, 128];

interface Code {
  size: number;
  isDark: (row: number, column: number) => boolean;
}

/** A film (YUV4MPEG2) of a QR code on white paper, for a browser without a camera. */
export function cameraFilm(code: Code): Buffer {
  const light = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  const side = code.size * MODULE_DOTS;
  const [left, top] = [(WIDTH - side) >> 1, (HEIGHT - side) >> 1];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const isDark = code.isDark(Math.floor(y / MODULE_DOTS), Math.floor(x / MODULE_DOTS));
      if (isDark) light[(top + y) * WIDTH + left + x] = BLACK;
    }
  }
  const frame = Buffer.concat([
    Buffer.from("FRAME\n"),
    light,
    Buffer.alloc((WIDTH * HEIGHT) / 2, NO_COLOUR),
  ]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420\n`);
  return Buffer.concat([head, ...Array.from({ length: FRAMES }, () => frame)]);
}
