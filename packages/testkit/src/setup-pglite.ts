import { prepareImages } from './pglite-instances.ts'

/** Before the first worker starts, or each would make the images on its own. */
export default async function setup(): Promise<void> {
  await prepareImages()
}
