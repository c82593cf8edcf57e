import type { Db } from '@goated/schema'
import { apiTokens } from '@goated/schema/tables'
import { desc } from 'drizzle-orm'
import { listedColumns, type ListedApiToken } from './api-token.ts'

/** All tokens, the newest first, those revoked or expired among them. */
export async function listApiTokens(db: Db): Promise<ListedApiToken[]> {
  return db.select(listedColumns).from(apiTokens).orderBy(desc(apiTokens.id))
}
