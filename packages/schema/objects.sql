-- What @goated/schema consists of beyond its tables, for projects in which drizzle-kit makes these.
-- Run it after every migration that drizzle-kit generated from '@goated/schema/prefixed-tables'.
-- Running it again changes nothing.
-- Written by tools/generate-migration.ts; do not edit.

ALTER TABLE "goated"."wager_race_participants" SET (fillfactor = 45);
--> statement-breakpoint
ALTER TABLE "goated"."wager_race_folds" SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE "goated"."affiliate_accounts" SET (fillfactor = 70);
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "goated"."refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is only ever appended to.' USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
DROP TRIGGER IF EXISTS "audit_log_append_only" ON "goated"."audit_log";
--> statement-breakpoint
CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "goated"."audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION "goated"."refuse_audit_change"();
