// Written by tools/generate-migration.ts from the tables; do not edit.
import type { Migration } from './migration.ts'

export const foundation: Migration = {
  id: 1,
  name: 'foundation',
  breaking: false,
  sql: `CREATE TABLE "goated"."affiliate_accounts" (
  "id" serial PRIMARY KEY NOT NULL,
  "source" text NOT NULL,
  "uid" text NOT NULL,
  "user_id" integer NOT NULL,
  "name" text NOT NULL,
  "wagered_all_time" numeric(20, 8) NOT NULL,
  "wagered_this_month" numeric(20, 8),
  "wagered_this_week" numeric(20, 8),
  "wagered_today" numeric(20, 8),
  "wagered_peak" numeric(20, 8) NOT NULL,
  "commission_rate" numeric(20, 8),
  "first_seen" timestamp (3) with time zone NOT NULL,
  "missing_since" timestamp (3) with time zone,
  "as_of" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "affiliate_accounts_wagered_check" CHECK ("goated"."affiliate_accounts"."wagered_all_time" >= 0)
);
--> statement-breakpoint
CREATE TABLE "goated"."affiliate_stats" (
  "id" bigserial NOT NULL,
  "user_id" integer NOT NULL,
  "total_wager" numeric(20, 8),
  "commission" numeric(20, 8) DEFAULT 0 NOT NULL,
  "commission_rate" numeric(20, 8) DEFAULT 0 NOT NULL,
  "timestamp" timestamp (3) with time zone NOT NULL,
  "wagered_today" numeric(20, 8),
  "wagered_this_week" numeric(20, 8),
  "wagered_all_time" numeric(20, 8) NOT NULL,
  "source" text NOT NULL,
  "listed" boolean DEFAULT true NOT NULL,
  CONSTRAINT "affiliate_stats_pkey" PRIMARY KEY("user_id","timestamp")
);
--> statement-breakpoint
CREATE TABLE "goated"."api_tokens" (
  "id" serial PRIMARY KEY NOT NULL,
  "name" text NOT NULL,
  "token_hash" text NOT NULL,
  "scopes" text[] NOT NULL,
  "created_by" integer NOT NULL,
  "created_by_token" integer,
  "created_at" timestamp (3) with time zone NOT NULL,
  "expires_at" timestamp (3) with time zone,
  "revoked_at" timestamp (3) with time zone,
  "last_used_at" timestamp (3) with time zone,
  CONSTRAINT "api_tokens_scopes_check" CHECK ("goated"."api_tokens"."scopes" <@ array['races:read', 'races:write', 'payouts:write', 'ingest:read', 'ingest:run', 'users:read', 'users:write', 'audit:read'])
);
--> statement-breakpoint
CREATE TABLE "goated"."audit_log" (
  "id" bigserial PRIMARY KEY NOT NULL,
  "at" timestamp (3) with time zone NOT NULL,
  "actor_kind" text NOT NULL,
  "actor_user_id" integer,
  "actor_token_id" integer,
  "action" text NOT NULL,
  "target_kind" text,
  "target_id" text,
  "details" jsonb NOT NULL,
  "ip" text,
  "request_id" text,
  "previous" text NOT NULL,
  "hash" text NOT NULL,
  CONSTRAINT "audit_log_actor_kind_check" CHECK ("goated"."audit_log"."actor_kind" in ('user', 'token', 'system', 'console'))
);
--> statement-breakpoint
CREATE TABLE "goated"."bonus_codes" (
  "id" serial PRIMARY KEY NOT NULL,
  "code" text NOT NULL,
  "description" text,
  "value" text NOT NULL,
  "expires_at" timestamp (3) with time zone,
  "created_at" timestamp (3) with time zone NOT NULL,
  "expired" boolean DEFAULT false NOT NULL,
  "created_by" integer
);
--> statement-breakpoint
CREATE TABLE "goated"."challenge_entries" (
  "id" serial PRIMARY KEY NOT NULL,
  "challenge_id" integer NOT NULL,
  "telegram_id" text NOT NULL,
  "bet_link" text NOT NULL,
  "status" text DEFAULT 'pending' NOT NULL,
  "bonus_code" text,
  "submitted_at" timestamp (3) with time zone NOT NULL,
  "verified_at" timestamp (3) with time zone,
  "verified_by" text,
  "updated_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "challenge_entries_status_check" CHECK ("goated"."challenge_entries"."status" in ('pending', 'approved', 'rejected'))
);
--> statement-breakpoint
CREATE TABLE "goated"."challenges" (
  "id" serial PRIMARY KEY NOT NULL,
  "game" text NOT NULL,
  "multiplier" text NOT NULL,
  "min_bet" text NOT NULL,
  "prize_amount" text NOT NULL,
  "max_winners" integer NOT NULL,
  "timeframe" text NOT NULL,
  "description" text,
  "status" text DEFAULT 'draft' NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL,
  "created_by" text NOT NULL,
  "updated_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "challenges_status_check" CHECK ("goated"."challenges"."status" in ('draft', 'active', 'completed', 'cancelled')),
  CONSTRAINT "challenges_max_winners_check" CHECK ("goated"."challenges"."max_winners" > 0)
);
--> statement-breakpoint
CREATE TABLE "goated"."historical_races" (
  "id" serial PRIMARY KEY NOT NULL,
  "race_id" integer NOT NULL,
  "month" integer NOT NULL,
  "year" integer NOT NULL,
  "prize_pool" numeric(18, 2) NOT NULL,
  "start_date" timestamp (3) with time zone NOT NULL,
  "end_date" timestamp (3) with time zone NOT NULL,
  "participants" jsonb NOT NULL,
  "total_wagered" numeric(20, 8) NOT NULL,
  "participant_count" integer NOT NULL,
  "status" text DEFAULT 'completed' NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL,
  "metadata" jsonb NOT NULL,
  CONSTRAINT "historical_races_status_check" CHECK ("goated"."historical_races"."status" in ('completed')),
  CONSTRAINT "historical_races_month_check" CHECK ("goated"."historical_races"."month" between 1 and 12)
);
--> statement-breakpoint
CREATE TABLE "goated"."idempotency_keys" (
  "scope_hash" text PRIMARY KEY NOT NULL,
  "body_hash" text NOT NULL,
  "status" integer NOT NULL,
  "answer" text NOT NULL,
  "created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT "idempotency_keys_status_check" CHECK ("goated"."idempotency_keys"."status" between 200 and 499)
);
--> statement-breakpoint
CREATE TABLE "goated"."ingest_runs" (
  "id" serial PRIMARY KEY NOT NULL,
  "source" text NOT NULL,
  "race_id" integer,
  "outcome" text NOT NULL,
  "reason" text,
  "detail" text,
  "started_at" timestamp (3) with time zone NOT NULL,
  "finished_at" timestamp (3) with time zone NOT NULL,
  "as_of" timestamp (3) with time zone,
  "complete" boolean DEFAULT false NOT NULL,
  "total_users" integer,
  "listed_users" integer DEFAULT 0 NOT NULL,
  "new_users" integer DEFAULT 0 NOT NULL,
  "changed_users" integer DEFAULT 0 NOT NULL,
  "sum_all_time" numeric(20, 8),
  "body_bytes" integer DEFAULT 0 NOT NULL,
  "attempts" integer DEFAULT 1 NOT NULL,
  "stats_through" bigint,
  "digest" text,
  "chain" text,
  "alarms" text[] DEFAULT '{}' NOT NULL,
  CONSTRAINT "ingest_runs_outcome_check" CHECK ("goated"."ingest_runs"."outcome" in ('ok', 'empty', 'stale', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "goated"."leaderboard_snapshots" (
  "id" serial PRIMARY KEY NOT NULL,
  "source" text NOT NULL,
  "period" text NOT NULL,
  "period_start" timestamp (3) with time zone,
  "as_of" timestamp (3) with time zone NOT NULL,
  "computed_at" timestamp (3) with time zone NOT NULL,
  "version" integer NOT NULL,
  "entries" integer NOT NULL,
  CONSTRAINT "leaderboard_snapshots_period_check" CHECK ("goated"."leaderboard_snapshots"."period" in ('daily', 'weekly', 'monthly', 'all_time'))
);
--> statement-breakpoint
CREATE TABLE "goated"."login_throttles" (
  "key" text PRIMARY KEY NOT NULL,
  "attempts" integer NOT NULL,
  "window_ends_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "login_throttles_attempts_check" CHECK ("goated"."login_throttles"."attempts" >= 0)
);
--> statement-breakpoint
CREATE TABLE "goated"."newsletter_subscriptions" (
  "id" serial PRIMARY KEY NOT NULL,
  "email" text NOT NULL,
  "is_subscribed" boolean DEFAULT false NOT NULL,
  "subscribed_at" timestamp (3) with time zone,
  "unsubscribed_at" timestamp (3) with time zone,
  "source" text
);
--> statement-breakpoint
CREATE TABLE "goated"."notification_preferences" (
  "id" serial PRIMARY KEY NOT NULL,
  "user_id" integer NOT NULL,
  "wager_race_updates" boolean DEFAULT true NOT NULL,
  "vip_status_changes" boolean DEFAULT true NOT NULL,
  "promotional_offers" boolean DEFAULT false NOT NULL,
  "monthly_statements" boolean DEFAULT true NOT NULL,
  "email_notifications" boolean DEFAULT true NOT NULL,
  "push_notifications" boolean DEFAULT false NOT NULL,
  "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "goated"."outbox_events" (
  "id" bigserial PRIMARY KEY NOT NULL,
  "name" text NOT NULL,
  "payload" jsonb NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "goated"."payout_entries" (
  "id" serial PRIMARY KEY NOT NULL,
  "payout_id" integer NOT NULL,
  "kind" text NOT NULL,
  "corrects" integer,
  "reference" text,
  "recorded_by" integer,
  "created_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "payout_entries_kind_check" CHECK ("goated"."payout_entries"."kind" in ('paid', 'voided', 'corrected')),
  CONSTRAINT "payout_entries_corrects_check" CHECK (("goated"."payout_entries"."kind" = 'corrected') = ("goated"."payout_entries"."corrects" is not null)),
  CONSTRAINT "payout_entries_reason_check" CHECK ("goated"."payout_entries"."kind" <> 'corrected' or "goated"."payout_entries"."reference" is not null)
);
--> statement-breakpoint
CREATE TABLE "goated"."quarantined_readings" (
  "id" serial PRIMARY KEY NOT NULL,
  "run_id" integer NOT NULL,
  "source" text NOT NULL,
  "reason" text NOT NULL,
  "body" text NOT NULL,
  "body_bytes" integer NOT NULL,
  "truncated" boolean NOT NULL,
  "received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "goated"."race_payouts" (
  "id" serial PRIMARY KEY NOT NULL,
  "race_id" integer NOT NULL,
  "user_id" integer NOT NULL,
  "place" integer NOT NULL,
  "amount" numeric(18, 2) NOT NULL,
  "status" text DEFAULT 'owed' NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL,
  "settled_at" timestamp (3) with time zone,
  "settled_by" integer,
  "reference" text,
  CONSTRAINT "race_payouts_status_check" CHECK ("goated"."race_payouts"."status" in ('owed', 'paid', 'voided')),
  CONSTRAINT "race_payouts_amount_check" CHECK ("goated"."race_payouts"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "goated"."race_samples" (
  "id" bigserial NOT NULL,
  "race_id" integer NOT NULL,
  "user_id" integer NOT NULL,
  "timestamp" timestamp (3) with time zone NOT NULL,
  "total" numeric(20, 8) NOT NULL,
  "listed" boolean DEFAULT true NOT NULL,
  CONSTRAINT "race_samples_pkey" PRIMARY KEY("race_id","user_id","timestamp")
);
--> statement-breakpoint
CREATE TABLE "goated"."race_series" (
  "id" serial PRIMARY KEY NOT NULL,
  "title" text NOT NULL,
  "type" text NOT NULL,
  "prize_pool" numeric(18, 2) NOT NULL,
  "currency" text DEFAULT 'USD' NOT NULL,
  "min_wager" numeric(20, 8) DEFAULT 0 NOT NULL,
  "prize_distribution" jsonb NOT NULL,
  "ties" text DEFAULT 'split' NOT NULL,
  "unclaimed" text DEFAULT 'retain' NOT NULL,
  "join_policy" text DEFAULT 'open' NOT NULL,
  "time_zone" text DEFAULT 'UTC' NOT NULL,
  "source" text NOT NULL,
  "source_class" text DEFAULT 'cumulative' NOT NULL,
  "source_window" jsonb,
  "calendar" jsonb DEFAULT '{"timeZone":"UTC","weekStartsOn":1}'::jsonb NOT NULL,
  "grace_seconds" integer DEFAULT 86400 NOT NULL,
  "rules" text,
  "description" text,
  "anchor_start" timestamp (3) with time zone NOT NULL,
  "period_seconds" integer,
  "active" boolean DEFAULT true NOT NULL,
  "created_by" integer,
  "created_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "race_series_type_check" CHECK ("goated"."race_series"."type" in ('weekly', 'monthly', 'weekend', 'custom')),
  CONSTRAINT "race_series_ties_check" CHECK ("goated"."race_series"."ties" in ('split', 'earliest')),
  CONSTRAINT "race_series_unclaimed_check" CHECK ("goated"."race_series"."unclaimed" in ('retain', 'redistribute')),
  CONSTRAINT "race_series_source_class_check" CHECK ("goated"."race_series"."source_class" in ('cumulative', 'window', 'owner')),
  CONSTRAINT "race_series_join_policy_check" CHECK ("goated"."race_series"."join_policy" in ('open', 'opt_in')),
  CONSTRAINT "race_series_prize_pool_check" CHECK ("goated"."race_series"."prize_pool" >= 0),
  CONSTRAINT "race_series_period_seconds_check" CHECK (("goated"."race_series"."type" = 'custom') = ("goated"."race_series"."period_seconds" is not null))
);
--> statement-breakpoint
CREATE TABLE "goated"."race_verifications" (
  "race_id" integer PRIMARY KEY NOT NULL,
  "verified_at" timestamp (3) with time zone NOT NULL,
  "ok" boolean NOT NULL,
  "counts" jsonb NOT NULL,
  "differences" jsonb NOT NULL,
  "truncated" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "goated"."rate_limits" (
  "key" text NOT NULL,
  "window_start" timestamp (3) with time zone NOT NULL,
  "hits" integer NOT NULL,
  CONSTRAINT "rate_limits_pkey" PRIMARY KEY("key","window_start")
);
--> statement-breakpoint
CREATE TABLE "goated"."recovery_codes" (
  "id" serial PRIMARY KEY NOT NULL,
  "user_id" integer NOT NULL,
  "code_hash" text NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL,
  "used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "goated"."sessions" (
  "id" serial PRIMARY KEY NOT NULL,
  "user_id" integer NOT NULL,
  "token_hash" text NOT NULL,
  "level" text NOT NULL,
  "ip" text NOT NULL,
  "user_agent" text,
  "created_at" timestamp (3) with time zone NOT NULL,
  "password_shown_at" timestamp (3) with time zone NOT NULL,
  "factor_shown_at" timestamp (3) with time zone,
  "last_seen_at" timestamp (3) with time zone NOT NULL,
  "expires_at" timestamp (3) with time zone NOT NULL,
  "ends_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "sessions_level_check" CHECK ("goated"."sessions"."level" in ('password', 'full')),
  CONSTRAINT "sessions_expires_at_check" CHECK ("goated"."sessions"."expires_at" <= "goated"."sessions"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "goated"."source_states" (
  "source" text PRIMARY KEY NOT NULL,
  "failures" integer DEFAULT 0 NOT NULL,
  "open_until" timestamp (3) with time zone,
  "next_allowed_at" timestamp (3) with time zone,
  "shape" text[],
  "requested_at" timestamp (3) with time zone,
  "requested_trust" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "goated"."support_tickets" (
  "id" serial PRIMARY KEY NOT NULL,
  "user_id" integer NOT NULL,
  "subject" text NOT NULL,
  "description" text NOT NULL,
  "status" text DEFAULT 'open' NOT NULL,
  "priority" text DEFAULT 'medium' NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL,
  "updated_at" timestamp (3) with time zone NOT NULL,
  "assigned_to" integer,
  CONSTRAINT "support_tickets_status_check" CHECK ("goated"."support_tickets"."status" in ('open', 'in_progress', 'resolved', 'closed')),
  CONSTRAINT "support_tickets_priority_check" CHECK ("goated"."support_tickets"."priority" in ('low', 'medium', 'high', 'urgent'))
);
--> statement-breakpoint
CREATE TABLE "goated"."telegram_users" (
  "telegram_id" text PRIMARY KEY NOT NULL,
  "telegram_username" text,
  "goated_username" text,
  "is_verified" boolean DEFAULT false NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL,
  "last_active" timestamp (3) with time zone,
  "notifications_enabled" boolean DEFAULT true NOT NULL,
  "verified_at" timestamp (3) with time zone,
  "verified_by" text,
  "updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "goated"."ticket_messages" (
  "id" serial PRIMARY KEY NOT NULL,
  "ticket_id" integer NOT NULL,
  "user_id" integer,
  "message" text NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL,
  "is_staff_reply" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "goated"."totp_credentials" (
  "user_id" integer PRIMARY KEY NOT NULL,
  "secret" text NOT NULL,
  "created_at" timestamp (3) with time zone NOT NULL,
  "confirmed_at" timestamp (3) with time zone,
  "last_used_step" integer
);
--> statement-breakpoint
CREATE TABLE "goated"."users" (
  "id" serial PRIMARY KEY NOT NULL,
  "username" text NOT NULL,
  "password" text,
  "email" text,
  "is_admin" boolean DEFAULT false NOT NULL,
  "name_hidden" boolean DEFAULT false NOT NULL,
  "created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
  "last_login" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "goated"."verification_requests" (
  "telegram_id" text PRIMARY KEY NOT NULL,
  "goated_username" text NOT NULL,
  "requested_at" timestamp (3) with time zone NOT NULL,
  "status" text DEFAULT 'pending' NOT NULL,
  "admin_notes" text,
  "telegram_username" text,
  "verified_at" timestamp (3) with time zone,
  "verified_by" text,
  "updated_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "verification_requests_status_check" CHECK ("goated"."verification_requests"."status" in ('pending', 'approved', 'rejected'))
);
--> statement-breakpoint
CREATE TABLE "goated"."wager_adjustments" (
  "id" serial PRIMARY KEY NOT NULL,
  "race_id" integer NOT NULL,
  "user_id" integer NOT NULL,
  "amount" numeric(20, 8) NOT NULL,
  "reason" text NOT NULL,
  "created_by" integer,
  "created_at" timestamp (3) with time zone NOT NULL,
  "reverted_at" timestamp (3) with time zone,
  "reverted_by" integer,
  "revert_reason" text,
  CONSTRAINT "wager_adjustments_amount_check" CHECK ("goated"."wager_adjustments"."amount" <> 0)
);
--> statement-breakpoint
CREATE TABLE "goated"."wager_decisions" (
  "id" serial PRIMARY KEY NOT NULL,
  "race_id" integer NOT NULL,
  "user_id" integer NOT NULL,
  "kind" text NOT NULL,
  "effective_from" timestamp (3) with time zone NOT NULL,
  "reason" text NOT NULL,
  "decided_by" integer,
  "created_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "wager_decisions_kind_check" CHECK ("goated"."wager_decisions"."kind" in ('rebase', 'accept', 'confirm'))
);
--> statement-breakpoint
CREATE TABLE "goated"."wager_race_folds" (
  "race_id" integer NOT NULL,
  "user_id" integer NOT NULL,
  "state" jsonb NOT NULL,
  CONSTRAINT "wager_race_folds_pkey" PRIMARY KEY("race_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "goated"."wager_race_participants" (
  "id" serial PRIMARY KEY NOT NULL,
  "race_id" integer NOT NULL,
  "user_id" integer NOT NULL,
  "uid" text NOT NULL,
  "total_wager" numeric(20, 8) DEFAULT 0 NOT NULL,
  "rank" integer,
  "joined_at" timestamp (3) with time zone NOT NULL,
  "updated_at" timestamp (3) with time zone NOT NULL,
  "wager_history" jsonb DEFAULT '[]'::jsonb NOT NULL,
  "baseline" numeric(20, 8) DEFAULT 0 NOT NULL,
  "method" text,
  "adjustment" numeric(20, 8) DEFAULT 0 NOT NULL,
  "low" numeric(20, 8) DEFAULT 0 NOT NULL,
  "high" numeric(20, 8) DEFAULT 0 NOT NULL,
  "flags" text[] DEFAULT '{}' NOT NULL,
  "reached_at" timestamp (3) with time zone NOT NULL,
  "disqualified_at" timestamp (3) with time zone,
  "disqualified_reason" text,
  CONSTRAINT "wager_race_participants_method_check" CHECK ("goated"."wager_race_participants"."method" in ('exact', 'anchored', 'newcomer', 'credited')),
  CONSTRAINT "wager_race_participants_total_wager_check" CHECK ("goated"."wager_race_participants"."total_wager" >= 0)
);
--> statement-breakpoint
CREATE TABLE "goated"."wager_races" (
  "id" serial PRIMARY KEY NOT NULL,
  "title" text NOT NULL,
  "type" text NOT NULL,
  "prize_pool" numeric(18, 2) NOT NULL,
  "currency" text DEFAULT 'USD' NOT NULL,
  "min_wager" numeric(20, 8) DEFAULT 0 NOT NULL,
  "prize_distribution" jsonb NOT NULL,
  "ties" text DEFAULT 'split' NOT NULL,
  "unclaimed" text DEFAULT 'retain' NOT NULL,
  "join_policy" text DEFAULT 'open' NOT NULL,
  "time_zone" text DEFAULT 'UTC' NOT NULL,
  "source" text NOT NULL,
  "source_class" text DEFAULT 'cumulative' NOT NULL,
  "source_window" jsonb,
  "calendar" jsonb DEFAULT '{"timeZone":"UTC","weekStartsOn":1}'::jsonb NOT NULL,
  "grace_seconds" integer DEFAULT 86400 NOT NULL,
  "rules" text,
  "description" text,
  "status" text DEFAULT 'upcoming' NOT NULL,
  "start_date" timestamp (3) with time zone NOT NULL,
  "end_date" timestamp (3) with time zone NOT NULL,
  "series_id" integer,
  "occurrence" integer,
  "version" integer DEFAULT 0 NOT NULL,
  "as_of" timestamp (3) with time zone,
  "settled_by" timestamp (3) with time zone,
  "completed_at" timestamp (3) with time zone,
  "closing_reason" text,
  "created_by" integer,
  "created_at" timestamp (3) with time zone NOT NULL,
  "updated_at" timestamp (3) with time zone NOT NULL,
  CONSTRAINT "wager_races_type_check" CHECK ("goated"."wager_races"."type" in ('weekly', 'monthly', 'weekend', 'custom')),
  CONSTRAINT "wager_races_status_check" CHECK ("goated"."wager_races"."status" in ('upcoming', 'live', 'settling', 'completed', 'cancelled')),
  CONSTRAINT "wager_races_ties_check" CHECK ("goated"."wager_races"."ties" in ('split', 'earliest')),
  CONSTRAINT "wager_races_unclaimed_check" CHECK ("goated"."wager_races"."unclaimed" in ('retain', 'redistribute')),
  CONSTRAINT "wager_races_source_class_check" CHECK ("goated"."wager_races"."source_class" in ('cumulative', 'window', 'owner')),
  CONSTRAINT "wager_races_join_policy_check" CHECK ("goated"."wager_races"."join_policy" in ('open', 'opt_in')),
  CONSTRAINT "wager_races_window_check" CHECK ("goated"."wager_races"."end_date" > "goated"."wager_races"."start_date"),
  CONSTRAINT "wager_races_prize_pool_check" CHECK ("goated"."wager_races"."prize_pool" >= 0),
  CONSTRAINT "wager_races_min_wager_check" CHECK ("goated"."wager_races"."min_wager" >= 0)
);
--> statement-breakpoint
CREATE TABLE "goated"."worker_leases" (
  "name" text PRIMARY KEY NOT NULL,
  "holder" text NOT NULL,
  "fence" bigint NOT NULL,
  "expires_at" timestamp (3) with time zone NOT NULL,
  "ttl_ms" integer DEFAULT 30000 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "goated"."affiliate_accounts" ADD CONSTRAINT "affiliate_accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."affiliate_stats" ADD CONSTRAINT "affiliate_stats_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."api_tokens" ADD CONSTRAINT "api_tokens_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "goated"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."api_tokens" ADD CONSTRAINT "api_tokens_created_by_token_api_tokens_id_fk" FOREIGN KEY ("created_by_token") REFERENCES "goated"."api_tokens"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."bonus_codes" ADD CONSTRAINT "bonus_codes_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "goated"."users"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."challenge_entries" ADD CONSTRAINT "challenge_entries_challenge_id_challenges_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "goated"."challenges"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."challenge_entries" ADD CONSTRAINT "challenge_entries_telegram_id_telegram_users_telegram_id_fk" FOREIGN KEY ("telegram_id") REFERENCES "goated"."telegram_users"("telegram_id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."historical_races" ADD CONSTRAINT "historical_races_race_id_wager_races_id_fk" FOREIGN KEY ("race_id") REFERENCES "goated"."wager_races"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."ingest_runs" ADD CONSTRAINT "ingest_runs_race_id_wager_races_id_fk" FOREIGN KEY ("race_id") REFERENCES "goated"."wager_races"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."notification_preferences" ADD CONSTRAINT "notification_preferences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."payout_entries" ADD CONSTRAINT "payout_entries_payout_id_race_payouts_id_fk" FOREIGN KEY ("payout_id") REFERENCES "goated"."race_payouts"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."payout_entries" ADD CONSTRAINT "payout_entries_corrects_payout_entries_id_fk" FOREIGN KEY ("corrects") REFERENCES "goated"."payout_entries"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."payout_entries" ADD CONSTRAINT "payout_entries_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "goated"."users"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."quarantined_readings" ADD CONSTRAINT "quarantined_readings_run_id_ingest_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "goated"."ingest_runs"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."race_payouts" ADD CONSTRAINT "race_payouts_race_id_wager_races_id_fk" FOREIGN KEY ("race_id") REFERENCES "goated"."wager_races"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."race_payouts" ADD CONSTRAINT "race_payouts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."race_payouts" ADD CONSTRAINT "race_payouts_settled_by_users_id_fk" FOREIGN KEY ("settled_by") REFERENCES "goated"."users"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."race_samples" ADD CONSTRAINT "race_samples_race_id_wager_races_id_fk" FOREIGN KEY ("race_id") REFERENCES "goated"."wager_races"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."race_samples" ADD CONSTRAINT "race_samples_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."race_series" ADD CONSTRAINT "race_series_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "goated"."users"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."race_verifications" ADD CONSTRAINT "race_verifications_race_id_wager_races_id_fk" FOREIGN KEY ("race_id") REFERENCES "goated"."wager_races"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."support_tickets" ADD CONSTRAINT "support_tickets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."support_tickets" ADD CONSTRAINT "support_tickets_assigned_to_users_id_fk" FOREIGN KEY ("assigned_to") REFERENCES "goated"."users"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."ticket_messages" ADD CONSTRAINT "ticket_messages_ticket_id_support_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "goated"."support_tickets"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."ticket_messages" ADD CONSTRAINT "ticket_messages_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."totp_credentials" ADD CONSTRAINT "totp_credentials_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_adjustments" ADD CONSTRAINT "wager_adjustments_race_id_wager_races_id_fk" FOREIGN KEY ("race_id") REFERENCES "goated"."wager_races"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_adjustments" ADD CONSTRAINT "wager_adjustments_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_adjustments" ADD CONSTRAINT "wager_adjustments_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "goated"."users"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_adjustments" ADD CONSTRAINT "wager_adjustments_reverted_by_users_id_fk" FOREIGN KEY ("reverted_by") REFERENCES "goated"."users"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_decisions" ADD CONSTRAINT "wager_decisions_race_id_wager_races_id_fk" FOREIGN KEY ("race_id") REFERENCES "goated"."wager_races"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_decisions" ADD CONSTRAINT "wager_decisions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_decisions" ADD CONSTRAINT "wager_decisions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "goated"."users"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_race_folds" ADD CONSTRAINT "wager_race_folds_race_id_wager_races_id_fk" FOREIGN KEY ("race_id") REFERENCES "goated"."wager_races"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_race_folds" ADD CONSTRAINT "wager_race_folds_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_race_participants" ADD CONSTRAINT "wager_race_participants_race_id_wager_races_id_fk" FOREIGN KEY ("race_id") REFERENCES "goated"."wager_races"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_race_participants" ADD CONSTRAINT "wager_race_participants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "goated"."users"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_races" ADD CONSTRAINT "wager_races_series_id_race_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "goated"."race_series"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "goated"."wager_races" ADD CONSTRAINT "wager_races_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "goated"."users"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "affiliate_accounts_source_uid_key" ON "goated"."affiliate_accounts" USING btree ("source","uid");
--> statement-breakpoint
CREATE UNIQUE INDEX "affiliate_accounts_user_id_key" ON "goated"."affiliate_accounts" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "affiliate_stats_source_timestamp_idx" ON "goated"."affiliate_stats" USING btree ("source","timestamp");
--> statement-breakpoint
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "goated"."api_tokens" USING btree ("token_hash");
--> statement-breakpoint
CREATE INDEX "api_tokens_created_by_idx" ON "goated"."api_tokens" USING btree ("created_by");
--> statement-breakpoint
CREATE INDEX "api_tokens_created_by_token_idx" ON "goated"."api_tokens" USING btree ("created_by_token");
--> statement-breakpoint
CREATE INDEX "audit_log_actor_user_id_idx" ON "goated"."audit_log" USING btree ("actor_user_id");
--> statement-breakpoint
CREATE INDEX "audit_log_action_idx" ON "goated"."audit_log" USING btree ("action");
--> statement-breakpoint
CREATE INDEX "audit_log_target_kind_target_id_idx" ON "goated"."audit_log" USING btree ("target_kind","target_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "bonus_codes_code_key" ON "goated"."bonus_codes" USING btree (lower("code"));
--> statement-breakpoint
CREATE INDEX "bonus_codes_created_by_idx" ON "goated"."bonus_codes" USING btree ("created_by");
--> statement-breakpoint
CREATE UNIQUE INDEX "challenge_entries_challenge_id_bet_link_key" ON "goated"."challenge_entries" USING btree ("challenge_id","bet_link");
--> statement-breakpoint
CREATE INDEX "challenge_entries_telegram_id_idx" ON "goated"."challenge_entries" USING btree ("telegram_id");
--> statement-breakpoint
CREATE INDEX "challenges_status_idx" ON "goated"."challenges" USING btree ("status");
--> statement-breakpoint
CREATE UNIQUE INDEX "historical_races_race_id_key" ON "goated"."historical_races" USING btree ("race_id");
--> statement-breakpoint
CREATE INDEX "historical_races_end_date_idx" ON "goated"."historical_races" USING btree ("end_date");
--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at_idx" ON "goated"."idempotency_keys" USING btree ("created_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "ingest_runs_source_as_of_key" ON "goated"."ingest_runs" USING btree ("source",coalesce("race_id", 0),"as_of") WHERE "goated"."ingest_runs"."outcome" = 'ok';
--> statement-breakpoint
CREATE INDEX "ingest_runs_race_id_idx" ON "goated"."ingest_runs" USING btree ("race_id");
--> statement-breakpoint
CREATE INDEX "ingest_runs_started_at_idx" ON "goated"."ingest_runs" USING btree ("started_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "leaderboard_snapshots_source_period_version_key" ON "goated"."leaderboard_snapshots" USING btree ("source","period","version");
--> statement-breakpoint
CREATE INDEX "leaderboard_snapshots_computed_at_idx" ON "goated"."leaderboard_snapshots" USING btree ("computed_at");
--> statement-breakpoint
CREATE INDEX "login_throttles_window_ends_at_idx" ON "goated"."login_throttles" USING btree ("window_ends_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "newsletter_subscriptions_email_key" ON "goated"."newsletter_subscriptions" USING btree (lower("email"));
--> statement-breakpoint
CREATE UNIQUE INDEX "notification_preferences_user_id_key" ON "goated"."notification_preferences" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "outbox_events_created_at_idx" ON "goated"."outbox_events" USING btree ("created_at");
--> statement-breakpoint
CREATE INDEX "payout_entries_payout_id_idx" ON "goated"."payout_entries" USING btree ("payout_id");
--> statement-breakpoint
CREATE INDEX "payout_entries_recorded_by_idx" ON "goated"."payout_entries" USING btree ("recorded_by");
--> statement-breakpoint
CREATE UNIQUE INDEX "payout_entries_corrects_key" ON "goated"."payout_entries" USING btree ("corrects");
--> statement-breakpoint
CREATE INDEX "quarantined_readings_run_id_idx" ON "goated"."quarantined_readings" USING btree ("run_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "race_payouts_race_id_user_id_key" ON "goated"."race_payouts" USING btree ("race_id","user_id");
--> statement-breakpoint
CREATE INDEX "race_payouts_user_id_idx" ON "goated"."race_payouts" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "race_payouts_settled_by_idx" ON "goated"."race_payouts" USING btree ("settled_by");
--> statement-breakpoint
CREATE INDEX "race_samples_user_id_idx" ON "goated"."race_samples" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "race_samples_race_id_timestamp_idx" ON "goated"."race_samples" USING btree ("race_id","timestamp");
--> statement-breakpoint
CREATE INDEX "race_series_created_by_idx" ON "goated"."race_series" USING btree ("created_by");
--> statement-breakpoint
CREATE INDEX "rate_limits_window_start_idx" ON "goated"."rate_limits" USING btree ("window_start");
--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_codes_user_id_code_hash_key" ON "goated"."recovery_codes" USING btree ("user_id","code_hash");
--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token_hash_key" ON "goated"."sessions" USING btree ("token_hash");
--> statement-breakpoint
CREATE INDEX "sessions_user_id_idx" ON "goated"."sessions" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "sessions_expires_at_idx" ON "goated"."sessions" USING btree ("expires_at");
--> statement-breakpoint
CREATE INDEX "support_tickets_user_id_idx" ON "goated"."support_tickets" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "support_tickets_assigned_to_idx" ON "goated"."support_tickets" USING btree ("assigned_to");
--> statement-breakpoint
CREATE UNIQUE INDEX "telegram_users_goated_username_key" ON "goated"."telegram_users" USING btree (lower("goated_username")) WHERE "goated"."telegram_users"."is_verified";
--> statement-breakpoint
CREATE INDEX "ticket_messages_ticket_id_idx" ON "goated"."ticket_messages" USING btree ("ticket_id");
--> statement-breakpoint
CREATE INDEX "ticket_messages_user_id_idx" ON "goated"."ticket_messages" USING btree ("user_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "users_username_key" ON "goated"."users" USING btree (lower("username"));
--> statement-breakpoint
CREATE INDEX "users_username_prefix_idx" ON "goated"."users" USING btree (lower("username") text_pattern_ops);
--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "goated"."users" USING btree (lower("email"));
--> statement-breakpoint
CREATE INDEX "verification_requests_status_idx" ON "goated"."verification_requests" USING btree ("status","requested_at");
--> statement-breakpoint
CREATE INDEX "wager_adjustments_race_id_user_id_idx" ON "goated"."wager_adjustments" USING btree ("race_id","user_id");
--> statement-breakpoint
CREATE INDEX "wager_adjustments_user_id_idx" ON "goated"."wager_adjustments" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "wager_adjustments_created_by_idx" ON "goated"."wager_adjustments" USING btree ("created_by");
--> statement-breakpoint
CREATE INDEX "wager_adjustments_reverted_by_idx" ON "goated"."wager_adjustments" USING btree ("reverted_by");
--> statement-breakpoint
CREATE INDEX "wager_decisions_user_id_idx" ON "goated"."wager_decisions" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "wager_decisions_race_id_idx" ON "goated"."wager_decisions" USING btree ("race_id");
--> statement-breakpoint
CREATE INDEX "wager_decisions_decided_by_idx" ON "goated"."wager_decisions" USING btree ("decided_by");
--> statement-breakpoint
CREATE INDEX "wager_race_folds_user_id_idx" ON "goated"."wager_race_folds" USING btree ("user_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "wager_race_participants_race_id_user_id_key" ON "goated"."wager_race_participants" USING btree ("race_id","user_id");
--> statement-breakpoint
CREATE INDEX "wager_race_participants_user_id_idx" ON "goated"."wager_race_participants" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "wager_race_participants_held_idx" ON "goated"."wager_race_participants" USING btree ("race_id") WHERE 'held' = any("goated"."wager_race_participants"."flags");
--> statement-breakpoint
CREATE UNIQUE INDEX "wager_races_series_id_start_date_key" ON "goated"."wager_races" USING btree ("series_id","start_date");
--> statement-breakpoint
CREATE INDEX "wager_races_open_idx" ON "goated"."wager_races" USING btree ("end_date") WHERE "goated"."wager_races"."status" in ('upcoming', 'live', 'settling');
--> statement-breakpoint
CREATE INDEX "wager_races_created_by_idx" ON "goated"."wager_races" USING btree ("created_by");
--> statement-breakpoint
ALTER TABLE "goated"."wager_race_participants" SET (fillfactor = 45);
--> statement-breakpoint
ALTER TABLE "goated"."wager_race_folds" SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE "goated"."affiliate_accounts" SET (fillfactor = 70);
--> statement-breakpoint
CREATE FUNCTION "goated"."refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is only ever appended to.' USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "goated"."audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION "goated"."refuse_audit_change"();`,
}
