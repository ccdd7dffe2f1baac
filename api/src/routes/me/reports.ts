import { fail, ok } from "@resik/contract/error-code";
import {
  REPORT_BODY_BYTES_MAX,
  myReportListSchema,
  myReportSchema,
  residentReportParamsSchema,
  residentReportRequestSchema,
} from "@resik/contract/http/resident-reports";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { readPhoto } from "../../registry/desk/report-photos.ts";
import { fileReport } from "../../registry/desk/resident-report-filing.ts";
import { listMyReports, toMyReport } from "../../registry/desk/resident-report-rows.ts";
import { barePhoto } from "../../tasks/photo/bare-photo.ts";
import { PHOTO_TYPES, photoAnswer } from "../photo-answer.ts";
import { mineOf } from "./savings.ts";

/** A resident's own reports. */
export const myReportRoutes = (deps: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/me/reports",
    summary: "One's own reports, newest first, with what became of them",
    access: "member",
    answer: { schema: myReportListSchema },
    async handle({ db, principal }) {
      const rows = await listMyReports(db, mineOf(principal).id);
      return ok({ reports: rows.map(toMyReport) });
    },
  }),
  fileRoute(deps),
  defineRoute({
    method: "get",
    path: "/me/reports/{id}/photo",
    summary: "The photo of an own report, as it was kept",
    access: "member",
    params: residentReportParamsSchema,
    errors: ["not-found"],
    answer: { contentTypes: PHOTO_TYPES },
    handle: async ({ db, principal, params }) =>
      photoAnswer(await readPhoto(db, params.id, mineOf(principal).id)),
  }),
];

const fileRoute = ({ clock, taskEvents }: RouteDeps): Route =>
  defineRoute({
    method: "post",
    path: "/me/reports",
    summary: "Report a full bin, burning or the like; the photo keeps nothing but its picture",
    access: "member",
    body: residentReportRequestSchema,
    bodyBytesMax: REPORT_BODY_BYTES_MAX,
    write: "record",
    rate: "resident-write",
    status: 201,
    errors: ["not-found"],
    answer: { schema: myReportSchema },
    async handle({ db, principal, body, key, replayed, afterwards }) {
      if (key === null) throw new Error("the edge lets no report in without a key");
      const { id: member } = mineOf(principal);
      if (body.member !== undefined && body.member !== member) {
        return fail("not-signed-in", "somebody else wrote this report");
      }
      const { photo } = body;
      const bare = photo && barePhoto(photo.type, Buffer.from(photo.base64, "base64"));
      if (bare?.ok === false) return bare;
      const kept = photo && bare && { type: photo.type, bytes: bare.value.bytes };
      const filing = { member, key, request: body, photo: kept };
      const filed = await db
        .transaction()
        .execute((trx) => fileReport(trx, { ...filing, nowMs: clock.nowMs() }));
      if (!filed.ok) return filed;
      const { report, isRepeat, photosRemoved, isPhotoLost } = filed.value;
      if (isRepeat) replayed();
      afterwards(() => {
        if (photosRemoved > 0) taskEvents.photosRemoved("room", photosRemoved);
        if (isPhotoLost) taskEvents.photoLost();
        if (!isRepeat) taskEvents.reportFiled();
      });
      return ok(toMyReport(report));
    },
  });
