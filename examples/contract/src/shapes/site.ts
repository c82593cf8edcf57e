import * as z from 'zod'

/** What an installation says of itself, below and above every page. */
export const site = z
  .object({
    name: z.string(),
    footer: z.object({
      text: z.string().nullable(),
      links: z.array(z.object({ label: z.string(), url: z.string() })),
      minAge: z.int().nullable(),
    }),
    namesMasked: z.boolean().meta({ description: 'All names are masked, not only those of players who asked for it.' }),
  })
  .meta({ id: 'Site' })
export type Site = z.input<typeof site>
