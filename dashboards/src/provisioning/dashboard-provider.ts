/** The folder of dashboards and rules in Grafana. */
export const FOLDER = "Resik";

/** Where the provisioning folder of this repository is mounted or linked. */
export const PROVISIONING_DIR = "/etc/grafana/resik";

/** Grafana reads the dashboards from files; a change in its pages would be gone at the next start. */
export const dashboardProviderFile = (): object => ({
  apiVersion: 1,
  providers: [
    {
      name: "resik",
      orgId: 1,
      folder: FOLDER,
      type: "file",
      disableDeletion: true,
      allowUiUpdates: false,
      updateIntervalSeconds: 60,
      options: { path: `${PROVISIONING_DIR}/boards`, foldersFromFilesStructure: false },
    },
  ],
});
