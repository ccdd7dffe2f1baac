import { expect, test } from "vitest";
import {
  destinationOf,
  holdPlace,
  meaningOf,
  placeOf,
  type HistoryWindow,
} from "./use-leave-guard.ts";

const HERE = "https://resik.example/dlh/perangkat/baru?a=1";

test("a link to another page leads away, with all of its address", () => {
  expect(destinationOf("/dlh/perangkat", HERE)).toBe("/dlh/perangkat");
  expect(destinationOf("https://resik.example/dlh/peringatan?alat=a#b", HERE)).toBe(
    "/dlh/peringatan?alat=a#b",
  );
  expect(destinationOf("/dlh/perangkat/baru?a=2", HERE)).toBe("/dlh/perangkat/baru?a=2");
});

test("the way past the menu stays, and other places are the browser's to ask about", () => {
  expect(destinationOf("#isi", HERE)).toBeNull();
  expect(destinationOf(`${HERE}#isi`, HERE)).toBeNull();
  expect(destinationOf("https://elsewhere.example/dlh/perangkat", HERE)).toBeNull();
  expect(destinationOf("mailto:a@resik.example", HERE)).toBeNull();
});

test("the back button from a guarded page asks, and where nothing is left to lose it goes on", () => {
  const back = { here: HERE, now: HERE, place: "first" as const };
  expect(meaningOf({ ...back, isOn: true })).toBe("ask");
  expect(meaningOf({ ...back, isOn: false })).toBe("on");
});

test("a jump to another page asks only while something would be lost", () => {
  const jump = { here: HERE, now: "https://resik.example/dlh", place: null };
  expect(meaningOf({ ...jump, isOn: true })).toBe("ask");
  expect(meaningOf({ ...jump, isOn: false })).toBeNull();
});

test("moves between the parts of a page are let be", () => {
  const part = { here: HERE, now: `${HERE}#isi`, place: null, isOn: true };
  expect(meaningOf(part)).toBeNull();
  expect(meaningOf({ ...part, now: HERE, place: "second" })).toBeNull();
});

test("what others keep beside an address is no place of a guard", () => {
  expect(placeOf({ guardPlace: "second" })).toBe("second");
  for (const state of [null, undefined, "first", {}, { guardPlace: 1 }]) {
    expect(placeOf(state)).toBeNull();
  }
});

/** A browser's history, as far as a guard sees it; moves tell of themselves at once. */
class FakeWindow extends EventTarget {
  entries: { href: string; state: unknown }[];
  at: number;
  readonly location: { readonly href: string };
  readonly history: object;
  constructor(hrefs: readonly string[]) {
    super();
    this.entries = hrefs.map((href) => ({ href, state: null }));
    this.at = hrefs.length - 1;
    const entry = () => this.entries[this.at] ?? { href: "", state: null };
    this.location = {
      get href() {
        return entry().href;
      },
    };
    this.history = {
      get state() {
        return entry().state;
      },
      replaceState: (state: unknown, _title: string, href: string) => {
        this.entries[this.at] = { href, state };
      },
      pushState: (state: unknown, _title: string, href: string) => this.go(href, state),
      back: () => this.back(),
    };
  }
  go(href: string, state: unknown = null): void {
    this.entries = [...this.entries.slice(0, this.at + 1), { href, state }];
    this.at += 1;
  }
  back(): void {
    this.at -= 1;
    this.dispatchEvent(new Event("popstate"));
  }
}

const LIST = "https://resik.example/dlh/perangkat";

function standOn(hrefs: readonly string[]) {
  const fake = new FakeWindow(hrefs);
  let asked = 0;
  let letGo: (() => void) | null = null;
  return {
    fake,
    asked: () => asked,
    hrefs: () => fake.entries.map(({ href }) => href),
    hold(isOn: boolean): void {
      letGo?.();
      // It has all that a guard asks of a window.
      letGo = holdPlace(fake as unknown as HistoryWindow, isOn, () => (asked += 1));
    },
    letGo: () => letGo?.(),
  };
}

test("going back from what is not saved asks each time, and the history does not grow", () => {
  const page = standOn([LIST, HERE]);
  page.hold(true);
  for (const times of [1, 2, 3]) {
    page.fake.back();
    expect(page.asked()).toBe(times);
    expect(page.fake.location.href).toBe(HERE);
    expect(page.hrefs()).toEqual([LIST, HERE, HERE]);
  }
  // Typed, taken back and typed again: still twice.
  page.hold(false);
  page.hold(true);
  expect(page.hrefs()).toEqual([LIST, HERE, HERE]);
});

test("once it is saved, going back once leads to the page before", () => {
  const page = standOn([LIST, HERE]);
  page.hold(true);
  page.hold(false);
  page.fake.back();
  expect(page.asked()).toBe(0);
  expect(page.fake.location.href).toBe(LIST);
});

test("a form that made a new thing is not come back to", () => {
  const page = standOn([LIST, HERE]);
  page.hold(true);
  // Saved: the new thing's page takes the place of the form.
  page.letGo();
  page.fake.entries[page.fake.at] = { href: `${LIST}/bak-01`, state: null };
  page.fake.back();
  expect(page.fake.location.href).toBe(HERE);
  page.hold(false);
  expect(page.fake.location.href).toBe(LIST);
});

test("a page in which nothing is typed stands in the history once", () => {
  const page = standOn([LIST, HERE]);
  page.hold(false);
  expect(page.hrefs()).toEqual([LIST, HERE]);
  page.fake.back();
  expect(page.fake.location.href).toBe(LIST);
});
