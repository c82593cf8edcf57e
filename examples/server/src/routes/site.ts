import type { Site } from '@goated/example-contract'
import type { Handlers } from '../http/route-context.ts'

/** What the installation says of itself. It changes only with a restart. */
export function siteHandlers(site: Site) {
  return {
    getSite: async () => ({ key: [], build: () => site }),
  } satisfies Partial<Handlers>
}
