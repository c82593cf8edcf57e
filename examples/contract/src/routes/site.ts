import * as input from '../inputs.ts'
import { publicRead, route } from '../route.ts'
import { site } from '../shapes/site.ts'

export const siteRoutes = {
  getSite: route({
    ...publicRead,
    tag: 'site',
    path: '/api/site',
    summary: 'Name and footer of this installation',
    query: input.noQuery,
    answer: site,
  }),
} as const
