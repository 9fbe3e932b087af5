CREATE TABLE client (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	name TEXT NOT NULL, 
	contact TEXT NOT NULL, 
	trade TEXT NOT NULL, 
	staff INTEGER, 
	town TEXT NOT NULL, 
	country VARCHAR NOT NULL, 
	email TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	notes TEXT NOT NULL, 
	CONSTRAINT pk_client PRIMARY KEY (id)
)
-- next
CREATE TABLE profile (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	person TEXT NOT NULL, 
	role VARCHAR NOT NULL, 
	business TEXT NOT NULL, 
	trade TEXT NOT NULL, 
	staff INTEGER, 
	town TEXT NOT NULL, 
	country VARCHAR NOT NULL, 
	currency VARCHAR NOT NULL, 
	locale VARCHAR NOT NULL, 
	time_zone VARCHAR NOT NULL, 
	CONSTRAINT pk_profile PRIMARY KEY (id)
)
-- next
CREATE TABLE provider (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	name TEXT NOT NULL, 
	country VARCHAR NOT NULL, 
	town TEXT NOT NULL, 
	founded INTEGER, 
	staff INTEGER, 
	website TEXT NOT NULL, 
	email TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	languages TEXT NOT NULL, 
	sectors TEXT NOT NULL, 
	templates TEXT NOT NULL, 
	time_zone VARCHAR NOT NULL, 
	remote_place TEXT NOT NULL, 
	remote_time_zone VARCHAR NOT NULL, 
	shared_hours TEXT, 
	travel_minutes INTEGER, 
	free_days_week TEXT, 
	earliest_start DATE, 
	turnover_minor INTEGER, 
	turnover_currency VARCHAR(3), 
	insurance_limit_minor INTEGER, 
	insurance_limit_currency VARCHAR(3), 
	reply_promise TEXT NOT NULL, 
	suspended BOOLEAN NOT NULL, 
	suspended_reason TEXT NOT NULL, 
	added_on DATE NOT NULL, 
	notes TEXT NOT NULL, 
	CONSTRAINT pk_provider PRIMARY KEY (id)
)
-- next
CREATE INDEX ix_provider_by_country ON provider (country COLLATE "NOCASE", name COLLATE "NOCASE", id) WHERE deleted IS 0
-- next
CREATE INDEX ix_provider_by_name ON provider (name COLLATE "NOCASE", id) WHERE deleted IS 0
-- next
CREATE INDEX ix_provider_by_town ON provider (town COLLATE "NOCASE", name COLLATE "NOCASE", id) WHERE deleted IS 0
-- next
CREATE INDEX ix_provider_name ON provider (name)
-- next
CREATE TABLE provider_rate (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	provider_ref BLOB NOT NULL, 
	role VARCHAR NOT NULL, 
	tier VARCHAR NOT NULL, 
	rate_minor INTEGER, 
	rate_currency VARCHAR(3), 
	CONSTRAINT pk_provider_rate PRIMARY KEY (id)
)
-- next
CREATE INDEX ix_provider_rate_provider_ref ON provider_rate (provider_ref)
-- next
CREATE TABLE project (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	title TEXT NOT NULL, 
	card VARCHAR NOT NULL, 
	main_template VARCHAR, 
	further_templates TEXT NOT NULL, 
	currency VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	starts_with VARCHAR NOT NULL, 
	held_on DATE, 
	held_reason TEXT NOT NULL, 
	ended_on DATE, 
	ended_reason TEXT NOT NULL, 
	owner_name TEXT NOT NULL, 
	business TEXT NOT NULL, 
	trade TEXT NOT NULL, 
	staff INTEGER, 
	town TEXT NOT NULL, 
	country VARCHAR NOT NULL, 
	broker_name TEXT NOT NULL, 
	brief_version INTEGER NOT NULL, 
	brief_agreed_on DATE, 
	sourcing_class VARCHAR NOT NULL, 
	created_on DATE NOT NULL, 
	changed_on DATE NOT NULL, 
	client_id BLOB, 
	broker_notes TEXT NOT NULL, 
	broker_fee TEXT NOT NULL, 
	CONSTRAINT pk_project PRIMARY KEY (id), 
	CONSTRAINT fk_project_client_id_client FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE TABLE provider_credential (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	provider_id BLOB NOT NULL, 
	credential VARCHAR NOT NULL, 
	level INTEGER NOT NULL, 
	issuer TEXT NOT NULL, 
	number TEXT NOT NULL, 
	issued_on DATE, 
	expires_on DATE, 
	checked_by TEXT NOT NULL, 
	checked_on DATE, 
	CONSTRAINT pk_provider_credential PRIMARY KEY (id), 
	CONSTRAINT fk_provider_credential_provider_id_provider FOREIGN KEY(provider_id) REFERENCES provider (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_provider_credential_provider_id ON provider_credential (provider_id)
-- next
CREATE TABLE provider_job (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	provider_id BLOB NOT NULL, 
	client TEXT NOT NULL, 
	template VARCHAR NOT NULL, 
	sector VARCHAR NOT NULL, 
	closed_on DATE, 
	value_minor INTEGER, 
	value_currency VARCHAR(3), 
	checked BOOLEAN NOT NULL, 
	scorecard TEXT, 
	CONSTRAINT pk_provider_job PRIMARY KEY (id), 
	CONSTRAINT fk_provider_job_provider_id_provider FOREIGN KEY(provider_id) REFERENCES provider (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_provider_job_provider_id ON provider_job (provider_id)
-- next
CREATE TABLE provider_person (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	provider_id BLOB NOT NULL, 
	name TEXT NOT NULL, 
	role VARCHAR NOT NULL, 
	on_site BOOLEAN NOT NULL, 
	CONSTRAINT pk_provider_person PRIMARY KEY (id), 
	CONSTRAINT fk_provider_person_provider_id_provider FOREIGN KEY(provider_id) REFERENCES provider (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_provider_person_provider_id ON provider_person (provider_id)
-- next
CREATE TABLE provider_skill (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	provider_id BLOB NOT NULL, 
	skill VARCHAR NOT NULL, 
	level INTEGER NOT NULL, 
	last_used INTEGER, 
	CONSTRAINT pk_provider_skill PRIMARY KEY (id), 
	CONSTRAINT fk_provider_skill_provider_id_provider FOREIGN KEY(provider_id) REFERENCES provider (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_provider_skill_provider_id ON provider_skill (provider_id)
-- next
CREATE TABLE answer (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	question VARCHAR NOT NULL, 
	value TEXT, 
	unknown BOOLEAN NOT NULL, 
	given_by VARCHAR(6) NOT NULL, 
	CONSTRAINT pk_answer PRIMARY KEY (id), 
	CONSTRAINT fk_answer_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_answer_project_id ON answer (project_id)
-- next
CREATE TABLE brief_file (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	question VARCHAR NOT NULL, 
	name TEXT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	mime VARCHAR NOT NULL, 
	added_on DATE NOT NULL, 
	CONSTRAINT pk_brief_file PRIMARY KEY (id), 
	CONSTRAINT fk_brief_file_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_brief_file_project_id ON brief_file (project_id)
-- next
CREATE TABLE brief_item (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	kind VARCHAR(4) NOT NULL, 
	text TEXT NOT NULL, 
	place INTEGER NOT NULL, 
	given_by VARCHAR(6) NOT NULL, 
	CONSTRAINT pk_brief_item PRIMARY KEY (id), 
	CONSTRAINT fk_brief_item_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_brief_item_project_id ON brief_item (project_id)
-- next
CREATE TABLE disclosure (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	text TEXT NOT NULL, 
	relations TEXT NOT NULL, 
	acknowledged_on DATE, 
	acknowledged_by TEXT NOT NULL, 
	CONSTRAINT pk_disclosure PRIMARY KEY (id), 
	CONSTRAINT fk_disclosure_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_disclosure_project_id ON disclosure (project_id)
-- next
CREATE TABLE engagement_person (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	side VARCHAR(7) NOT NULL, 
	leads BOOLEAN NOT NULL, 
	place TEXT NOT NULL, 
	days TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	email TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_engagement_person PRIMARY KEY (id), 
	CONSTRAINT fk_engagement_person_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_engagement_person_project_id ON engagement_person (project_id)
-- next
CREATE TABLE lifecycle_step (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	entity VARCHAR NOT NULL, 
	subject BLOB NOT NULL, 
	event VARCHAR NOT NULL, 
	"before" VARCHAR, 
	"after" VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	person TEXT NOT NULL, 
	happened_on DATE NOT NULL, 
	number INTEGER NOT NULL, 
	produces VARCHAR, 
	guards TEXT NOT NULL, 
	CONSTRAINT pk_lifecycle_step PRIMARY KEY (id), 
	CONSTRAINT fk_lifecycle_step_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_lifecycle_step_project_id ON lifecycle_step (project_id)
-- next
CREATE TABLE match_run (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	ran_on DATE NOT NULL, 
	engine VARCHAR NOT NULL, 
	inputs TEXT NOT NULL, 
	CONSTRAINT pk_match_run PRIMARY KEY (id), 
	CONSTRAINT fk_match_run_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_match_run_project_id ON match_run (project_id)
-- next
CREATE TABLE need (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	skill VARCHAR NOT NULL, 
	level INTEGER, 
	weight VARCHAR(8) NOT NULL, 
	words TEXT NOT NULL, 
	question VARCHAR NOT NULL, 
	read_as VARCHAR NOT NULL, 
	said_by VARCHAR(6) NOT NULL, 
	confirmed BOOLEAN NOT NULL, 
	CONSTRAINT pk_need PRIMARY KEY (id), 
	CONSTRAINT fk_need_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_need_project_id ON need (project_id)
-- next
CREATE TABLE quote_request (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	state VARCHAR NOT NULL, 
	brief_version INTEGER NOT NULL, 
	issued_on DATE, 
	deadline DATE, 
	approved_by TEXT NOT NULL, 
	CONSTRAINT pk_quote_request PRIMARY KEY (id), 
	CONSTRAINT fk_quote_request_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_quote_request_project_id ON quote_request (project_id)
-- next
CREATE TABLE should_cost (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	fixed_on DATE NOT NULL, 
	fixed_by TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	build_minor INTEGER, 
	build_currency VARCHAR(3), 
	hardware_minor INTEGER, 
	hardware_currency VARCHAR(3), 
	support_month_minor INTEGER, 
	support_month_currency VARCHAR(3), 
	licences_month_minor INTEGER, 
	licences_month_currency VARCHAR(3), 
	estimate TEXT NOT NULL, 
	CONSTRAINT pk_should_cost PRIMARY KEY (id), 
	CONSTRAINT fk_should_cost_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_should_cost_project_id ON should_cost (project_id)
-- next
CREATE TABLE stage (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	number INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	delivers TEXT NOT NULL, 
	packages TEXT NOT NULL, 
	starts_on DATE, 
	planned_on DATE, 
	started_on DATE, 
	share TEXT NOT NULL, 
	amount_minor INTEGER, 
	amount_currency VARCHAR(3), 
	held_minor INTEGER, 
	held_currency VARCHAR(3), 
	credit_minor INTEGER, 
	credit_currency VARCHAR(3), 
	credit_reason TEXT NOT NULL, 
	state VARCHAR NOT NULL, 
	round INTEGER NOT NULL, 
	CONSTRAINT pk_stage PRIMARY KEY (id), 
	CONSTRAINT fk_stage_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_stage_project_id ON stage (project_id)
-- next
CREATE TABLE talking_point (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	question VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	settled BOOLEAN NOT NULL, 
	CONSTRAINT pk_talking_point PRIMARY KEY (id), 
	CONSTRAINT fk_talking_point_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_talking_point_project_id ON talking_point (project_id)
-- next
CREATE TABLE candidate (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	match_run_id BLOB, 
	provider_ref BLOB NOT NULL, 
	name TEXT NOT NULL, 
	snapshot TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	ticked BOOLEAN NOT NULL, 
	invited_on DATE, 
	reason TEXT NOT NULL, 
	place INTEGER NOT NULL, 
	broker_note TEXT NOT NULL, 
	CONSTRAINT pk_candidate PRIMARY KEY (id), 
	CONSTRAINT fk_candidate_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_candidate_match_run_id_match_run FOREIGN KEY(match_run_id) REFERENCES match_run (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_candidate_project_id ON candidate (project_id)
-- next
CREATE TABLE document (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	stage_id BLOB, 
	kind VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	audience VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	superseded_by VARCHAR NOT NULL, 
	withdrawn_because TEXT NOT NULL, 
	issued_on DATE NOT NULL, 
	issued_by TEXT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	pages INTEGER NOT NULL, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT fk_document_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_document_stage_id_stage FOREIGN KEY(stage_id) REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_document_project_id ON document (project_id)
-- next
CREATE TABLE payment (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	stage_id BLOB, 
	kind VARCHAR NOT NULL, 
	amount_minor INTEGER, 
	amount_currency VARCHAR(3), 
	state VARCHAR NOT NULL, 
	due_on DATE, 
	invoiced_on DATE, 
	invoice TEXT NOT NULL, 
	invoice_amount_minor INTEGER, 
	invoice_amount_currency VARCHAR(3), 
	query_reason TEXT NOT NULL, 
	approved_on DATE, 
	approved_by TEXT NOT NULL, 
	paid_on DATE, 
	CONSTRAINT pk_payment PRIMARY KEY (id), 
	CONSTRAINT fk_payment_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_payment_stage_id_stage FOREIGN KEY(stage_id) REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_payment_project_id ON payment (project_id)
-- next
CREATE TABLE review (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	stage_id BLOB NOT NULL, 
	round INTEGER NOT NULL, 
	submitted_on DATE NOT NULL, 
	reply_by DATE, 
	decided_on DATE, 
	result VARCHAR NOT NULL, 
	typed_name TEXT NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_review PRIMARY KEY (id), 
	CONSTRAINT fk_review_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_review_stage_id_stage FOREIGN KEY(stage_id) REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_review_project_id ON review (project_id)
-- next
CREATE INDEX ix_review_stage_id ON review (stage_id)
-- next
CREATE TABLE sign_off_test (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	stage_id BLOB NOT NULL, 
	item_id BLOB, 
	code VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	how TEXT NOT NULL, 
	passes_if TEXT NOT NULL, 
	checked_by TEXT NOT NULL, 
	touches TEXT NOT NULL, 
	CONSTRAINT pk_sign_off_test PRIMARY KEY (id), 
	CONSTRAINT fk_sign_off_test_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_sign_off_test_stage_id_stage FOREIGN KEY(stage_id) REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_sign_off_test_item_id_brief_item FOREIGN KEY(item_id) REFERENCES brief_item (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_sign_off_test_project_id ON sign_off_test (project_id)
-- next
CREATE INDEX ix_sign_off_test_stage_id ON sign_off_test (stage_id)
-- next
CREATE TABLE suggested_change (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	question VARCHAR NOT NULL, 
	item_id BLOB, 
	"before" TEXT, 
	"after" TEXT, 
	unknown BOOLEAN NOT NULL, 
	reason TEXT NOT NULL, 
	state VARCHAR(9) NOT NULL, 
	made_on DATE NOT NULL, 
	settled_on DATE, 
	CONSTRAINT pk_suggested_change PRIMARY KEY (id), 
	CONSTRAINT fk_suggested_change_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_suggested_change_item_id_brief_item FOREIGN KEY(item_id) REFERENCES brief_item (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_suggested_change_project_id ON suggested_change (project_id)
-- next
CREATE TABLE proof (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	test_id BLOB NOT NULL, 
	round INTEGER NOT NULL, 
	recorded_by TEXT NOT NULL, 
	source VARCHAR NOT NULL, 
	described TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	recorded_on DATE NOT NULL, 
	CONSTRAINT pk_proof PRIMARY KEY (id), 
	CONSTRAINT fk_proof_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_proof_test_id_sign_off_test FOREIGN KEY(test_id) REFERENCES sign_off_test (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_proof_project_id ON proof (project_id)
-- next
CREATE INDEX ix_proof_test_id ON proof (test_id)
-- next
CREATE TABLE quote (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	request_id BLOB, 
	candidate_id BLOB, 
	provider_ref BLOB, 
	provider_name TEXT NOT NULL, 
	state VARCHAR NOT NULL, 
	received_on DATE, 
	valid_until DATE, 
	pricing_model VARCHAR NOT NULL, 
	price_minor INTEGER, 
	price_currency VARCHAR(3), 
	tax VARCHAR(14) NOT NULL, 
	tax_rate TEXT, 
	adjustment_reason TEXT NOT NULL, 
	hardware_minor INTEGER, 
	hardware_currency VARCHAR(3), 
	support_month_minor INTEGER, 
	support_month_currency VARCHAR(3), 
	licences_month_minor INTEGER, 
	licences_month_currency VARCHAR(3), 
	weeks INTEGER, 
	ready_by DATE, 
	retention_share TEXT, 
	warranty_days INTEGER, 
	on_site_person TEXT NOT NULL, 
	on_site_days TEXT NOT NULL, 
	remote_place TEXT NOT NULL, 
	shared_hours TEXT, 
	assumptions TEXT NOT NULL, 
	exclusions TEXT NOT NULL, 
	original VARCHAR NOT NULL, 
	original_name TEXT NOT NULL, 
	declined_reason TEXT NOT NULL, 
	notes TEXT NOT NULL, 
	CONSTRAINT pk_quote PRIMARY KEY (id), 
	CONSTRAINT fk_quote_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_quote_request_id_quote_request FOREIGN KEY(request_id) REFERENCES quote_request (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_quote_candidate_id_candidate FOREIGN KEY(candidate_id) REFERENCES candidate (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_quote_project_id ON quote (project_id)
-- next
CREATE INDEX ix_quote_request_id ON quote (request_id)
-- next
CREATE TABLE verdict (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	review_id BLOB NOT NULL, 
	test_id BLOB NOT NULL, 
	result VARCHAR(11) NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_verdict PRIMARY KEY (id), 
	CONSTRAINT fk_verdict_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_verdict_review_id_review FOREIGN KEY(review_id) REFERENCES review (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_verdict_test_id_sign_off_test FOREIGN KEY(test_id) REFERENCES sign_off_test (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_verdict_project_id ON verdict (project_id)
-- next
CREATE INDEX ix_verdict_review_id ON verdict (review_id)
-- next
CREATE TABLE waiver (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	candidate_id BLOB NOT NULL, 
	gate VARCHAR NOT NULL, 
	reason TEXT NOT NULL, 
	written_on DATE NOT NULL, 
	CONSTRAINT pk_waiver PRIMARY KEY (id), 
	CONSTRAINT fk_waiver_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_waiver_candidate_id_candidate FOREIGN KEY(candidate_id) REFERENCES candidate (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_waiver_candidate_id ON waiver (candidate_id)
-- next
CREATE INDEX ix_waiver_project_id ON waiver (project_id)
-- next
CREATE TABLE coverage (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	quote_id BLOB NOT NULL, 
	item_id BLOB NOT NULL, 
	answer VARCHAR(12) NOT NULL, 
	note TEXT NOT NULL, 
	allowance_minor INTEGER, 
	allowance_currency VARCHAR(3), 
	allowance_basis TEXT NOT NULL, 
	CONSTRAINT pk_coverage PRIMARY KEY (id), 
	CONSTRAINT fk_coverage_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_coverage_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_coverage_item_id_brief_item FOREIGN KEY(item_id) REFERENCES brief_item (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_coverage_project_id ON coverage (project_id)
-- next
CREATE INDEX ix_coverage_quote_id ON coverage (quote_id)
-- next
CREATE TABLE decision (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	quote_id BLOB, 
	reasons TEXT NOT NULL, 
	words TEXT NOT NULL, 
	typed_name TEXT NOT NULL, 
	decided_on DATE NOT NULL, 
	stands BOOLEAN NOT NULL, 
	withdrawn_reason TEXT NOT NULL, 
	CONSTRAINT pk_decision PRIMARY KEY (id), 
	CONSTRAINT fk_decision_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_decision_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_decision_project_id ON decision (project_id)
-- next
CREATE TABLE engagement (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	quote_id BLOB NOT NULL, 
	provider_name TEXT NOT NULL, 
	state VARCHAR NOT NULL, 
	price_minor INTEGER, 
	price_currency VARCHAR(3), 
	pricing_model VARCHAR NOT NULL, 
	retention_share TEXT NOT NULL, 
	warranty_days INTEGER NOT NULL, 
	review_days INTEGER NOT NULL, 
	on_site_share TEXT, 
	shared_hours TEXT, 
	owner_signed_by TEXT NOT NULL, 
	owner_signed_on DATE, 
	provider_agreed_by TEXT NOT NULL, 
	provider_agreed_on DATE, 
	provider_agreed_from TEXT NOT NULL, 
	plan_version INTEGER NOT NULL, 
	without_test TEXT NOT NULL, 
	CONSTRAINT pk_engagement PRIMARY KEY (id), 
	CONSTRAINT fk_engagement_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_engagement_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_engagement_project_id ON engagement (project_id)
-- next
CREATE TABLE quote_line (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	quote_id BLOB NOT NULL, 
	place INTEGER NOT NULL, 
	package VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	tier VARCHAR NOT NULL, 
	effort TEXT NOT NULL, 
	rate_minor INTEGER, 
	rate_currency VARCHAR(3), 
	CONSTRAINT pk_quote_line PRIMARY KEY (id), 
	CONSTRAINT fk_quote_line_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_quote_line_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_quote_line_project_id ON quote_line (project_id)
-- next
CREATE INDEX ix_quote_line_quote_id ON quote_line (quote_id)
-- next
CREATE TABLE meta(k TEXT PRIMARY KEY, v) WITHOUT ROWID
-- next
CREATE TABLE actor(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, person TEXT NOT NULL DEFAULT '',
        device TEXT NOT NULL DEFAULT '', pub BLOB, retired TEXT)
-- next
CREATE TABLE op(n INTEGER PRIMARY KEY, id BLOB NOT NULL, actor INTEGER NOT NULL, scope TEXT NOT NULL,
        seq INTEGER NOT NULL, hlc INTEGER NOT NULL, txn BLOB NOT NULL, entity TEXT NOT NULL, row BLOB NOT NULL,
        bytes BLOB NOT NULL)
-- next
CREATE UNIQUE INDEX op_id ON op(id)
-- next
CREATE INDEX op_chain ON op(actor, scope, seq)
-- next
CREATE INDEX op_row ON op(row)
-- next
CREATE INDEX op_txn ON op(txn)
-- next
CREATE TABLE head(row BLOB NOT NULL, field TEXT NOT NULL, op INTEGER NOT NULL,
        PRIMARY KEY(row, field, op)) WITHOUT ROWID
-- next
CREATE TABLE early(id BLOB NOT NULL, row BLOB NOT NULL, field TEXT NOT NULL,
        PRIMARY KEY(id, row, field)) WITHOUT ROWID
-- next
CREATE TABLE waiting(row BLOB PRIMARY KEY, entity TEXT NOT NULL) WITHOUT ROWID
-- next
CREATE TABLE conflict(row BLOB NOT NULL, field TEXT NOT NULL, entity TEXT NOT NULL,
        PRIMARY KEY(row, field)) WITHOUT ROWID
-- next
CREATE TABLE redacted(id BLOB NOT NULL, field TEXT NOT NULL, by BLOB NOT NULL,
        PRIMARY KEY(id, field)) WITHOUT ROWID
-- next
CREATE TABLE txn(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, label TEXT NOT NULL, kind TEXT NOT NULL,
        target BLOB, reason TEXT NOT NULL DEFAULT '')
-- next
CREATE TABLE draft(form TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY(form, field)) WITHOUT ROWID
-- next
CREATE TABLE preference(k TEXT PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID
-- next
CREATE TABLE search_entry(rid INTEGER PRIMARY KEY, entity TEXT NOT NULL, row BLOB NOT NULL,
        private INTEGER NOT NULL, project BLOB, title TEXT NOT NULL, text TEXT NOT NULL)
-- next
CREATE UNIQUE INDEX search_row ON search_entry(row, private)
-- next
CREATE VIRTUAL TABLE search USING fts5(title, text, content='search_entry', content_rowid='rid',
        tokenize='unicode61 remove_diacritics 2', prefix='2 3')
-- next
INSERT INTO search(search, rank) VALUES('secure-delete', 1)
-- next
CREATE TRIGGER search_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO search(rowid, title, text) VALUES(new.rid, new.title, new.text); END
-- next
CREATE TRIGGER search_gone AFTER DELETE ON search_entry BEGIN
        INSERT INTO search(search, rowid, title, text) VALUES('delete', old.rid, old.title, old.text); END
-- next
CREATE TRIGGER search_brief_item_public_insert AFTER INSERT ON brief_item BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'brief_item', new.id, 0, new.project_id, coalesce(new.text, ''), '' WHERE new.deleted = 0 AND (coalesce(new.text, '') <> ''); END
-- next
CREATE TRIGGER search_brief_item_public_update AFTER UPDATE OF deleted, text ON brief_item BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'brief_item', new.id, 0, new.project_id, coalesce(new.text, ''), '' WHERE new.deleted = 0 AND (coalesce(new.text, '') <> ''); END
-- next
CREATE TRIGGER search_brief_item_public_delete AFTER DELETE ON brief_item BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
-- next
CREATE TRIGGER search_client_private_insert AFTER INSERT ON client BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'client', new.id, 1, NULL, coalesce(new.name, ''), coalesce(new.contact, '') || char(10) || coalesce(new.trade, '') || char(10) || coalesce(new.town, '') || char(10) || coalesce(new.notes, '') WHERE new.deleted = 0 AND (coalesce(new.contact, '') <> '' OR coalesce(new.trade, '') <> '' OR coalesce(new.town, '') <> '' OR coalesce(new.notes, '') <> ''); END
-- next
CREATE TRIGGER search_client_private_update AFTER UPDATE OF deleted, name, contact, trade, town, notes ON client BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 1; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'client', new.id, 1, NULL, coalesce(new.name, ''), coalesce(new.contact, '') || char(10) || coalesce(new.trade, '') || char(10) || coalesce(new.town, '') || char(10) || coalesce(new.notes, '') WHERE new.deleted = 0 AND (coalesce(new.contact, '') <> '' OR coalesce(new.trade, '') <> '' OR coalesce(new.town, '') <> '' OR coalesce(new.notes, '') <> ''); END
-- next
CREATE TRIGGER search_client_private_delete AFTER DELETE ON client BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 1; END
-- next
CREATE TRIGGER search_document_public_insert AFTER INSERT ON document BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'document', new.id, 0, new.project_id, coalesce(new.number, ''), coalesce(new.title, '') WHERE new.deleted = 0 AND (coalesce(new.number, '') <> '' OR coalesce(new.title, '') <> ''); END
-- next
CREATE TRIGGER search_document_public_update AFTER UPDATE OF deleted, number, title ON document BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'document', new.id, 0, new.project_id, coalesce(new.number, ''), coalesce(new.title, '') WHERE new.deleted = 0 AND (coalesce(new.number, '') <> '' OR coalesce(new.title, '') <> ''); END
-- next
CREATE TRIGGER search_document_public_delete AFTER DELETE ON document BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
-- next
CREATE TRIGGER search_engagement_person_public_insert AFTER INSERT ON engagement_person BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'engagement_person', new.id, 0, new.project_id, coalesce(new.name, ''), coalesce(new.role, '') WHERE new.deleted = 0 AND (coalesce(new.name, '') <> '' OR coalesce(new.role, '') <> ''); END
-- next
CREATE TRIGGER search_engagement_person_public_update AFTER UPDATE OF deleted, name, role ON engagement_person BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'engagement_person', new.id, 0, new.project_id, coalesce(new.name, ''), coalesce(new.role, '') WHERE new.deleted = 0 AND (coalesce(new.name, '') <> '' OR coalesce(new.role, '') <> ''); END
-- next
CREATE TRIGGER search_engagement_person_public_delete AFTER DELETE ON engagement_person BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
-- next
CREATE TRIGGER search_project_public_insert AFTER INSERT ON project BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'project', new.id, 0, new.id, coalesce(new.title, ''), coalesce(new.business, '') || char(10) || coalesce(new.owner_name, '') || char(10) || coalesce(new.trade, '') || char(10) || coalesce(new.town, '') WHERE new.deleted = 0 AND (coalesce(new.title, '') <> '' OR coalesce(new.business, '') <> '' OR coalesce(new.owner_name, '') <> '' OR coalesce(new.trade, '') <> '' OR coalesce(new.town, '') <> ''); END
-- next
CREATE TRIGGER search_project_public_update AFTER UPDATE OF deleted, title, business, owner_name, trade, town ON project BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'project', new.id, 0, new.id, coalesce(new.title, ''), coalesce(new.business, '') || char(10) || coalesce(new.owner_name, '') || char(10) || coalesce(new.trade, '') || char(10) || coalesce(new.town, '') WHERE new.deleted = 0 AND (coalesce(new.title, '') <> '' OR coalesce(new.business, '') <> '' OR coalesce(new.owner_name, '') <> '' OR coalesce(new.trade, '') <> '' OR coalesce(new.town, '') <> ''); END
-- next
CREATE TRIGGER search_project_public_delete AFTER DELETE ON project BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
-- next
CREATE TRIGGER search_project_private_insert AFTER INSERT ON project BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'project', new.id, 1, new.id, coalesce(new.title, ''), coalesce(new.broker_notes, '') WHERE new.deleted = 0 AND (coalesce(new.broker_notes, '') <> ''); END
-- next
CREATE TRIGGER search_project_private_update AFTER UPDATE OF deleted, title, broker_notes ON project BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 1; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'project', new.id, 1, new.id, coalesce(new.title, ''), coalesce(new.broker_notes, '') WHERE new.deleted = 0 AND (coalesce(new.broker_notes, '') <> ''); END
-- next
CREATE TRIGGER search_project_private_delete AFTER DELETE ON project BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 1; END
-- next
CREATE TRIGGER search_provider_public_insert AFTER INSERT ON provider BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'provider', new.id, 0, NULL, coalesce(new.name, ''), coalesce(new.town, '') || char(10) || coalesce(new.summary, '') || char(10) || coalesce(new.website, '') WHERE new.deleted = 0 AND (coalesce(new.name, '') <> '' OR coalesce(new.town, '') <> '' OR coalesce(new.summary, '') <> '' OR coalesce(new.website, '') <> ''); END
-- next
CREATE TRIGGER search_provider_public_update AFTER UPDATE OF deleted, name, town, summary, website ON provider BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'provider', new.id, 0, NULL, coalesce(new.name, ''), coalesce(new.town, '') || char(10) || coalesce(new.summary, '') || char(10) || coalesce(new.website, '') WHERE new.deleted = 0 AND (coalesce(new.name, '') <> '' OR coalesce(new.town, '') <> '' OR coalesce(new.summary, '') <> '' OR coalesce(new.website, '') <> ''); END
-- next
CREATE TRIGGER search_provider_public_delete AFTER DELETE ON provider BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
-- next
CREATE TRIGGER search_provider_private_insert AFTER INSERT ON provider BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'provider', new.id, 1, NULL, coalesce(new.name, ''), coalesce(new.notes, '') WHERE new.deleted = 0 AND (coalesce(new.notes, '') <> ''); END
-- next
CREATE TRIGGER search_provider_private_update AFTER UPDATE OF deleted, name, notes ON provider BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 1; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'provider', new.id, 1, NULL, coalesce(new.name, ''), coalesce(new.notes, '') WHERE new.deleted = 0 AND (coalesce(new.notes, '') <> ''); END
-- next
CREATE TRIGGER search_provider_private_delete AFTER DELETE ON provider BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 1; END
-- next
CREATE TRIGGER search_quote_public_insert AFTER INSERT ON quote BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'quote', new.id, 0, new.project_id, coalesce(new.provider_name, ''), coalesce(new.on_site_person, '') WHERE new.deleted = 0 AND (coalesce(new.provider_name, '') <> '' OR coalesce(new.on_site_person, '') <> ''); END
-- next
CREATE TRIGGER search_quote_public_update AFTER UPDATE OF deleted, provider_name, on_site_person ON quote BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'quote', new.id, 0, new.project_id, coalesce(new.provider_name, ''), coalesce(new.on_site_person, '') WHERE new.deleted = 0 AND (coalesce(new.provider_name, '') <> '' OR coalesce(new.on_site_person, '') <> ''); END
-- next
CREATE TRIGGER search_quote_public_delete AFTER DELETE ON quote BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
-- next
CREATE TRIGGER search_quote_private_insert AFTER INSERT ON quote BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'quote', new.id, 1, new.project_id, coalesce(new.provider_name, ''), coalesce(new.notes, '') WHERE new.deleted = 0 AND (coalesce(new.notes, '') <> ''); END
-- next
CREATE TRIGGER search_quote_private_update AFTER UPDATE OF deleted, provider_name, notes ON quote BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 1; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'quote', new.id, 1, new.project_id, coalesce(new.provider_name, ''), coalesce(new.notes, '') WHERE new.deleted = 0 AND (coalesce(new.notes, '') <> ''); END
-- next
CREATE TRIGGER search_quote_private_delete AFTER DELETE ON quote BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 1; END
-- next
CREATE TRIGGER search_stage_public_insert AFTER INSERT ON stage BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'stage', new.id, 0, new.project_id, coalesce(new.title, ''), coalesce(new.delivers, '') WHERE new.deleted = 0 AND (coalesce(new.title, '') <> '' OR coalesce(new.delivers, '') <> ''); END
-- next
CREATE TRIGGER search_stage_public_update AFTER UPDATE OF deleted, title, delivers ON stage BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'stage', new.id, 0, new.project_id, coalesce(new.title, ''), coalesce(new.delivers, '') WHERE new.deleted = 0 AND (coalesce(new.title, '') <> '' OR coalesce(new.delivers, '') <> ''); END
-- next
CREATE TRIGGER search_stage_public_delete AFTER DELETE ON stage BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
-- next
CREATE TRIGGER search_talking_point_public_insert AFTER INSERT ON talking_point BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'talking_point', new.id, 0, new.project_id, coalesce(new.text, ''), '' WHERE new.deleted = 0 AND (coalesce(new.text, '') <> ''); END
-- next
CREATE TRIGGER search_talking_point_public_update AFTER UPDATE OF deleted, text ON talking_point BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'talking_point', new.id, 0, new.project_id, coalesce(new.text, ''), '' WHERE new.deleted = 0 AND (coalesce(new.text, '') <> ''); END
-- next
CREATE TRIGGER search_talking_point_public_delete AFTER DELETE ON talking_point BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
