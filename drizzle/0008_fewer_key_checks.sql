ALTER TABLE "chunk_signature" DROP CONSTRAINT "chunk_signature_organization_id_organization_id_fk";
--> statement-breakpoint
ALTER TABLE "chunk_signature" DROP CONSTRAINT "chunk_signature_repository_fk";
--> statement-breakpoint
ALTER TABLE "document_chunk" DROP CONSTRAINT "document_chunk_organization_id_organization_id_fk";
--> statement-breakpoint
ALTER TABLE "file_symbol" DROP CONSTRAINT "file_symbol_organization_id_organization_id_fk";
