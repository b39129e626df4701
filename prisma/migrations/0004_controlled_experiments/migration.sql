-- CreateEnum
CREATE TYPE "inference_step_kind" AS ENUM ('LLM', 'RETRIEVER', 'OTHER');

-- CreateEnum
CREATE TYPE "expectation" AS ENUM ('IMPROVED', 'NOT_REGRESSED');

-- CreateEnum
CREATE TYPE "delivery_purpose" AS ENUM ('TEST', 'EVALUATION', 'PING');

-- AlterEnum
ALTER TYPE "experiment_type" ADD VALUE 'WEBHOOK';

-- AlterEnum
ALTER TYPE "evaluator_kind" ADD VALUE 'WEBHOOK';

-- DropIndex
DROP INDEX "dataset_version_dataset_id_number_key";

-- AlterTable
ALTER TABLE "dataset_version" ADD COLUMN     "selected_from_id" UUID;

-- AlterTable
ALTER TABLE "endpoint" ADD COLUMN     "answer_within_ms" INTEGER NOT NULL DEFAULT 600000,
ADD COLUMN     "signing_secrets_encrypted" BYTEA;

-- AlterTable
ALTER TABLE "experiment" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "completed_at" TIMESTAMPTZ(3),
ADD COLUMN     "conclusion" TEXT,
ADD COLUMN     "endpoint_id" UUID,
ADD COLUMN     "task_selection" JSONB,
ADD COLUMN     "task_version_id" UUID,
ADD COLUMN     "winner_variant_id" UUID;

-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "baseline" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "expectation" "expectation",
ADD COLUMN     "hypothesis" TEXT,
ADD COLUMN     "override_parameter" TEXT,
ADD COLUMN     "override_step" TEXT,
ADD COLUMN     "override_value" JSONB,
ADD COLUMN     "parent_id" UUID,
ALTER COLUMN "configuration" DROP NOT NULL;

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "retries" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "inference_step" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "kind" "inference_step_kind" NOT NULL,
    "description" TEXT,
    "parameters" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inference_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "experiment_step" (
    "experiment_id" UUID NOT NULL,
    "step_id" UUID NOT NULL,
    "sort_order" INTEGER NOT NULL,
    "parameters" JSONB NOT NULL,

    CONSTRAINT "experiment_step_pkey" PRIMARY KEY ("experiment_id","step_id")
);

-- CreateTable
CREATE TABLE "test" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "trial" SMALLINT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deadline_at" TIMESTAMPTZ(3),
    "answer" JSONB,
    "answered_at" TIMESTAMPTZ(3),
    "trace" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "test_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "purpose" "delivery_purpose" NOT NULL,
    "result_id" UUID,
    "message_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "status" INTEGER,
    "error_type" TEXT,
    "error_message" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "response_head" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "inference_step_organization_id_external_id_key" ON "inference_step"("organization_id", "external_id");

-- CreateIndex
CREATE INDEX "experiment_step_step_id_idx" ON "experiment_step"("step_id");

-- CreateIndex
CREATE INDEX "test_run_id_idx" ON "test"("run_id");

-- CreateIndex
CREATE INDEX "delivery_endpoint_id_id_idx" ON "delivery"("endpoint_id", "id");

-- CreateIndex
CREATE INDEX "delivery_result_id_idx" ON "delivery"("result_id");

-- CreateIndex
CREATE INDEX "delivery_created_at_idx" ON "delivery"("created_at");

-- CreateIndex
CREATE INDEX "dataset_version_selected_from_id_idx" ON "dataset_version"("selected_from_id");

-- CreateIndex
CREATE INDEX "experiment_task_version_id_idx" ON "experiment"("task_version_id");

-- CreateIndex
CREATE INDEX "experiment_endpoint_id_idx" ON "experiment"("endpoint_id");

-- CreateIndex
CREATE INDEX "variant_parent_id_idx" ON "variant"("parent_id");

-- AddForeignKey
ALTER TABLE "dataset_version" ADD CONSTRAINT "dataset_version_selected_from_id_fkey" FOREIGN KEY ("selected_from_id") REFERENCES "dataset_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_task_version_id_fkey" FOREIGN KEY ("task_version_id") REFERENCES "dataset_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_winner_variant_id_fkey" FOREIGN KEY ("winner_variant_id") REFERENCES "variant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inference_step" ADD CONSTRAINT "inference_step_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment_step" ADD CONSTRAINT "experiment_step_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment_step" ADD CONSTRAINT "experiment_step_step_id_fkey" FOREIGN KEY ("step_id") REFERENCES "inference_step"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "variant" ADD CONSTRAINT "variant_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "variant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test" ADD CONSTRAINT "test_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything below is what Prisma's schema can't say.

-- The number is that of a version; the tasks that were selected from one share it.
CREATE UNIQUE INDEX dataset_version_number ON dataset_version (dataset_id, number) WHERE selected_from_id IS NULL;

CREATE UNIQUE INDEX variant_baseline ON variant (experiment_id) WHERE baseline;
-- A root has a configuration; a child has a parent and one override, and is never the baseline.
ALTER TABLE variant ADD CONSTRAINT variant_content CHECK (CASE WHEN parent_id IS NULL
  THEN configuration IS NOT NULL AND override_step IS NULL AND override_parameter IS NULL AND override_value IS NULL
  ELSE configuration IS NULL AND override_parameter IS NOT NULL AND override_value IS NOT NULL AND NOT baseline END);
ALTER TABLE variant ADD CONSTRAINT variant_hypothesis CHECK ((hypothesis IS NULL) = (expectation IS NULL));
ALTER TABLE experiment ADD CONSTRAINT experiment_completion
  CHECK (completed_at IS NOT NULL OR (winner_variant_id IS NULL AND conclusion IS NULL));
ALTER TABLE experiment ADD CONSTRAINT experiment_tasks CHECK (task_selection IS NOT NULL OR task_version_id IS NULL);
ALTER TABLE test ADD CONSTRAINT test_answer CHECK ((answer IS NULL) = (answered_at IS NULL));
ALTER TABLE delivery ADD CONSTRAINT delivery_error CHECK ((error_type IS NULL) = (error_message IS NULL));

-- Tells every process that an experiment, or a variant, step or evaluator of it, has changed, with the commit that changed it. What one
-- transaction does to one experiment is told once. The argument names the column that has the experiment's id.
CREATE FUNCTION tell_experiment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('variorum_experiment', json_build_object('experimentId',
    to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END)->>TG_ARGV[0])::text);
  RETURN NULL;
END $$;
CREATE TRIGGER experiment_told AFTER UPDATE OR DELETE ON experiment
  FOR EACH ROW EXECUTE FUNCTION tell_experiment('id');
CREATE TRIGGER variant_told AFTER INSERT OR UPDATE OR DELETE ON variant
  FOR EACH ROW EXECUTE FUNCTION tell_experiment('experiment_id');
CREATE TRIGGER experiment_step_told AFTER INSERT OR UPDATE OR DELETE ON experiment_step
  FOR EACH ROW EXECUTE FUNCTION tell_experiment('experiment_id');
CREATE TRIGGER evaluator_told AFTER INSERT OR UPDATE OR DELETE ON evaluator
  FOR EACH ROW EXECUTE FUNCTION tell_experiment('experiment_id');
