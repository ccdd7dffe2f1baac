/** Style sheets are imported for their effect alone; Vite turns them into a file. */
declare module "*.css";

/** What Vite tells about the build. */
interface ImportMeta {
  readonly env: { readonly PROD: boolean };
}
