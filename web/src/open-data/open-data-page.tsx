import { DataTable, type Column } from "../controls/data-table.tsx";
import { LoadedView } from "../controls/loaded.tsx";
import { useLoaded } from "../controls/use-loaded.ts";
import { useNow } from "../shell/now-context.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { DownloadForm } from "./download-form.tsx";
import { parseCatalogue, type Catalogue } from "./parse-catalogue.ts";
import { useOpenDataText } from "./text/use-open-data-text.ts";
import "./open-data.css";

/** What data is open, to download and to read by program: for everybody. */
export function OpenDataPage() {
  const data = useOpenDataText();
  const nowMs = useNow();
  const catalogue = useLoaded("/api/v1/open/catalogue", parseCatalogue);
  usePageTitle(data.title);
  return (
    <div class="open-data">
      <h1 class="open-data-title">{data.title}</h1>
      <p class="open-data-lead">{data.lead}</p>
      <DownloadForm nowMs={nowMs} />
      <LoadedView of={catalogue}>
        {(answer) => (
          <>
            <Terms licence={answer.licence} />
            {answer.datasets.map((dataset) => (
              <Columns dataset={dataset} key={dataset.id} />
            ))}
            <Interfaces interfaces={answer.interfaces} />
          </>
        )}
      </LoadedView>
    </div>
  );
}

function Terms({ licence }: { licence: string | null }) {
  const data = useOpenDataText();
  return (
    <section class="panel open-data-section">
      <h2 class="open-data-section-title">{data.terms}</h2>
      {licence === null && <p class="open-data-note">{data.noTerms}</p>}
      {licence !== null &&
        (/^https?:\/\//.test(licence) ? (
          <p>
            <a class="open-data-link" href={licence} rel="license external">
              {licence}
            </a>
          </p>
        ) : (
          <p>{licence}</p>
        ))}
    </section>
  );
}

type Dataset = Catalogue["datasets"][number];
type Field = Dataset["fields"][number];

function Columns({ dataset }: { dataset: Dataset }) {
  const data = useOpenDataText();
  const meanings: Readonly<Record<string, string>> = data.meanings;
  const columns: Column<Field>[] = [
    {
      id: "name",
      label: data.column,
      isTitle: true,
      show: ({ name }) => <code>{name}</code>,
    },
    { id: "meaning", label: data.meaning, show: ({ name }) => meanings[name] ?? name },
    { id: "unit", label: data.unit, show: ({ unit }) => unit ?? "–" },
  ];
  const title = `${data.columns}: ${data.datasets[dataset.id]}`;
  return (
    <section class="panel open-data-section open-data-table">
      <h2 class="open-data-section-title">{title}</h2>
      <DataTable
        caption={title}
        columns={columns}
        rows={dataset.fields}
        keyOf={({ name }) => name}
      />
      <p class="open-data-note">{data.quality}</p>
    </section>
  );
}

function Interfaces({ interfaces }: Pick<Catalogue, "interfaces">) {
  const data = useOpenDataText();
  return (
    <section class="panel open-data-section">
      <h2 class="open-data-section-title">{data.interfaces}</h2>
      <p class="open-data-note">{data.interfacesLead}</p>
      <ul>
        {interfaces.map(({ name, url }) => (
          <li class="open-data-interface" key={url}>
            <strong>{name}</strong>
            <a class="open-data-link" href={url}>
              {url}
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a class="open-data-link" href="/docs">
          {data.documentation}
        </a>
      </p>
    </section>
  );
}
