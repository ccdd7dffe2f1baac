import { STATUS_BY_ERROR_CODE, type ErrorCode } from "@resik/contract/error-code";
import { z } from "zod";
import { edgeErrorsOf } from "./edge.ts";
import { toJsonSchema } from "./json-schema.ts";
import { API_BASE_PATH, whoMayUse } from "./openapi.ts";
import type { Route } from "./route.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? "");

const schemaBlock = (title: string, schema: z.ZodType, io: "input" | "output"): string => {
  const text = escapeHtml(JSON.stringify(toJsonSchema(schema, io), null, 2));
  return `<details><summary>${title}</summary><pre tabindex="0">${text}</pre></details>`;
};

function parameterTable(route: Route): string {
  const rows = [route.params, route.query].flatMap((schema, index) => {
    if (!schema) return [];
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
    return Object.entries(properties).map(([name, property]) => {
      const need = index === 0 || required.includes(name) ? "yes" : "no";
      const { type, enum: choices } = z
        .looseObject({ type: z.string().optional(), enum: z.array(z.unknown()).optional() })
        .parse(property);
      const kind = choices ? choices.join(" | ") : (type ?? "string");
      return `<tr><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(kind)}</td><td>${need}</td></tr>`;
    });
  });
  if (rows.length === 0) return "";
  return `<table><thead><tr><th>Parameter</th><th>Type</th><th>Required</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function routeSection(route: Route): string {
  const codes: ErrorCode[] = [...new Set([...edgeErrorsOf(route), ...(route.errors ?? [])])];
  const problems = codes.map((code) => `${STATUS_BY_ERROR_CODE[code]} ${code}`).join(", ");
  const answer =
    "schema" in route.answer
      ? schemaBlock("Answer", route.answer.schema, "output")
      : `<p>Answer: ${escapeHtml(route.answer.contentTypes.join(" or "))}</p>`;
  return `<section>
<h3><span class="method">${route.method.toUpperCase()}</span> <code>${escapeHtml(API_BASE_PATH + route.path)}</code></h3>
<p>${escapeHtml(route.summary)}. For ${escapeHtml(whoMayUse(route.access))}.</p>
${parameterTable(route)}
${route.body ? schemaBlock("Body", route.body, "input") : ""}
${answer}
<p class="quiet">Problems: ${escapeHtml(problems)}</p>
</section>`;
}

export const DOCS_STYLE = `:root{color-scheme:light dark}
html{background:light-dark(#fff,#121212);color:light-dark(#111,#eee)}
a{color:light-dark(#0b4f9e,#9cc4ff)}
body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:0 auto;padding:1rem}
h2{margin-top:3rem;border-bottom:1px solid}
section{margin:2rem 0}
code,pre{font:14px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
pre{overflow:auto;max-height:24rem;border:1px solid;padding:.5rem}
.method{font-weight:700}
summary{cursor:pointer;min-height:2rem}
table{border-collapse:collapse}
td,th{text-align:left;padding:.2rem 1rem .2rem 0}
`;

/** A page of all routes that needs neither scripts nor a network. */
export function docsPage(routes: readonly Route[]): string {
  const groups = Map.groupBy(routes, (route) => route.path.split("/")[1] ?? "");
  const body = [...groups].map(
    ([name, members]) => `<h2>${escapeHtml(name)}</h2>${members.map(routeSection).join("")}`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Resik API</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="/docs/style.css"></head>
<body><main><h1>Resik API</h1>
<p>The same as <a href="${API_BASE_PATH}/openapi.json">OpenAPI 3.1</a>. People sign in with
<code>POST ${API_BASE_PATH}/auth/sign-in/username</code> and leave with
<code>POST ${API_BASE_PATH}/auth/sign-out</code>. Every write takes an <code>Idempotency-Key</code>.
Errors are RFC 9457 problems whose <code>code</code> is from a closed list.</p>
${body.join("\n")}
</main></body></html>`;
}
