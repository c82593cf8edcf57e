import { fileURLToPath } from 'node:url'
import { serverSettings } from '../../examples/server/src/settings.ts'
import { workerSettings } from '../../examples/worker/src/settings.ts'
import { migrateSettings } from '../../packages/cli/src/migrate/command.ts'

/** The folder of the repository. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url))

const settings = {
  server: Object.keys(serverSettings.shape),
  worker: Object.keys(workerSettings.shape),
  migrate: Object.keys(migrateSettings.shape),
}

export type AppName = keyof typeof settings

/** Which of some variables an app would not look at. `NAME_FILE` is as good as `NAME`. */
export function unknownSettings(app: AppName, names: readonly string[]): string[] {
  return names.filter((name) => !settings[app].includes(name.replace(/_FILE$/, '')))
}
