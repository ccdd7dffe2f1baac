import { LocationProvider, useLocation } from "preact-iso/router";
import { SessionProvider } from "./access/session-context.tsx";
import { parseRoute, type Route } from "./route/route.ts";
import { BrokenBoundary } from "./shell/broken-boundary.tsx";
import { DistrictProvider } from "./shell/district-context.tsx";
import { Layout } from "./shell/layout.tsx";
import { createLazyPart } from "./shell/lazy-part.tsx";
import { NotFound } from "./shell/not-found.tsx";
import { NowProvider } from "./shell/now-context.tsx";
import { StationsPage } from "./stations/stations-page.tsx";
import { LanguageProvider } from "./text/language-context.tsx";

/** Links to what the server itself answers are left to the browser. */
const OWN_PAGES = /^\/(?!api\/|docs(\/|$))/;

export function App() {
  return (
    <LocationProvider scope={OWN_PAGES}>
      <LanguageProvider>
        <DistrictProvider>
          <SessionProvider>
            <NowProvider>
              <Layout>
                <Page />
              </Layout>
            </NowProvider>
          </SessionProvider>
        </DistrictProvider>
      </LanguageProvider>
    </LocationProvider>
  );
}

const SignInPage = createLazyPart(
  async () => (await import("./access/sign-in-page.tsx")).SignInPage,
);
const SetupPage = createLazyPart(async () => (await import("./access/setup-page.tsx")).SetupPage);
const BankGroup = createLazyPart(async () => (await import("./bank/bank-group.tsx")).BankGroup);
const MeGroup = createLazyPart(async () => (await import("./me/me-group.tsx")).MeGroup);
const ReceiptCheckPage = createLazyPart(
  async () => (await import("./receipt-check/receipt-check-page.tsx")).ReceiptCheckPage,
);
const OpenWastePage = createLazyPart(
  async () => (await import("./open-waste/open-waste-page.tsx")).OpenWastePage,
);
const DeskGroup = createLazyPart(async () => (await import("./desk/desk-group.tsx")).DeskGroup);
const AirPage = createLazyPart(async () => (await import("./air/air-page.tsx")).AirPage);
const BoardPage = createLazyPart(async () => (await import("./air/board-page.tsx")).BoardPage);
const OpenDataPage = createLazyPart(
  async () => (await import("./open-data/open-data-page.tsx")).OpenDataPage,
);

function Page() {
  const { path } = useLocation();
  return <BrokenBoundary pageKey={path}>{pageOf(parseRoute(path))}</BrokenBoundary>;
}

function pageOf(route: Route) {
  switch (route.page) {
    case "stations":
      return <StationsPage device={null} />;
    case "station":
      return <StationsPage device={route.device} />;
    case "sign-in":
      return <SignInPage />;
    case "setup":
      return <SetupPage />;
    case "bank":
      return <BankGroup rest={route.rest} />;
    case "me":
      return <MeGroup rest={route.rest} />;
    case "desk":
      return <DeskGroup rest={route.rest} />;
    case "air":
      return <AirPage />;
    case "board":
      return <BoardPage />;
    case "open-data":
      return <OpenDataPage />;
    case "receipt-check":
      return <ReceiptCheckPage receipt={route.receipt} />;
    case "open-waste":
      return <OpenWastePage />;
    case "unknown":
      return <NotFound />;
  }
}
