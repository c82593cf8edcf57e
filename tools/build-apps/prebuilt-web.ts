import { fileURLToPath } from 'node:url'

/** Stands in a built server for what builds the web app: says where the built one is. */
export function buildWeb(): Promise<string> {
  return Promise.resolve(fileURLToPath(new URL('web', import.meta.url)))
}
