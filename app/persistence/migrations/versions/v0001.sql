CREATE TABLE broker (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	name TEXT NOT NULL, 
	firm TEXT NOT NULL, 
	town TEXT NOT NULL, 
	country VARCHAR NOT NULL, 
	regions TEXT NOT NULL, 
	templates TEXT NOT NULL, 
	skills TEXT NOT NULL, 
	sectors TEXT NOT NULL, 
	languages TEXT NOT NULL, 
	fee_model VARCHAR NOT NULL, 
	fee_words TEXT NOT NULL, 
	email TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	since INTEGER, 
	added_on DATE NOT NULL, 
	me BOOLEAN NOT NULL, 
	notes TEXT NOT NULL, 
	CONSTRAINT pk_broker PRIMARY KEY (id)
)
-- next
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
CREATE INDEX ix_provider_by_free_days ON provider (CAST(free_days_week AS FLOAT), name COLLATE "NOCASE", id) WHERE deleted IS 0
-- next
CREATE INDEX ix_provider_by_name ON provider (name COLLATE "NOCASE", id) WHERE deleted IS 0
-- next
CREATE INDEX ix_provider_by_start ON provider (earliest_start, name COLLATE "NOCASE", id) WHERE deleted IS 0
-- next
CREATE INDEX ix_provider_by_town ON provider (town COLLATE "NOCASE", name COLLATE "NOCASE", id) WHERE deleted IS 0
-- next
CREATE INDEX ix_provider_name ON provider (name)
-- next
CREATE INDEX ix_provider_suspended ON provider (id) WHERE deleted IS 0 AND suspended IS 1
-- next
CREATE TABLE provider_file (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	provider_ref BLOB NOT NULL, 
	name TEXT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	added_on DATE NOT NULL, 
	CONSTRAINT pk_provider_file PRIMARY KEY (id)
)
-- next
CREATE INDEX ix_provider_file_provider_ref ON provider_file (provider_ref)
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
CREATE TABLE rate_file (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	name TEXT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	first_on DATE NOT NULL, 
	last_on DATE NOT NULL, 
	brought_on DATE NOT NULL, 
	CONSTRAINT pk_rate_file PRIMARY KEY (id)
)
-- next
CREATE TABLE endorsement (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	broker_id BLOB NOT NULL, 
	provider_id BLOB NOT NULL, 
	reason TEXT NOT NULL, 
	rests_on VARCHAR NOT NULL, 
	tie VARCHAR NOT NULL, 
	strength INTEGER NOT NULL, 
	written_on DATE NOT NULL, 
	withdrawn_on DATE, 
	withdrawn_reason TEXT NOT NULL, 
	CONSTRAINT pk_endorsement PRIMARY KEY (id), 
	CONSTRAINT fk_endorsement_broker_id_broker FOREIGN KEY(broker_id) REFERENCES broker (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_endorsement_provider_id_provider FOREIGN KEY(provider_id) REFERENCES provider (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_endorsement_broker_id ON endorsement (broker_id)
-- next
CREATE INDEX ix_endorsement_provider_id ON endorsement (provider_id)
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
	file_name TEXT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	CONSTRAINT pk_provider_job PRIMARY KEY (id), 
	CONSTRAINT fk_provider_job_provider_id_provider FOREIGN KEY(provider_id) REFERENCES provider (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_provider_job_provider_id ON provider_job (provider_id)
-- next
CREATE INDEX ix_provider_job_scored ON provider_job (provider_id, closed_on, id, scorecard) WHERE deleted IS 0 AND scorecard IS NOT NULL
-- next
CREATE TABLE provider_reference (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	provider_id BLOB NOT NULL, 
	client TEXT NOT NULL, 
	work TEXT NOT NULL, 
	finished_on DATE, 
	contact TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	called_on DATE, 
	called_by TEXT NOT NULL, 
	answers TEXT NOT NULL, 
	would_again BOOLEAN, 
	notes TEXT NOT NULL, 
	CONSTRAINT pk_provider_reference PRIMARY KEY (id), 
	CONSTRAINT fk_provider_reference_provider_id_provider FOREIGN KEY(provider_id) REFERENCES provider (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_provider_reference_provider_id ON provider_reference (provider_id)
-- next
CREATE TABLE provider_site (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	provider_id BLOB NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	town TEXT NOT NULL, 
	country VARCHAR NOT NULL, 
	time_zone VARCHAR NOT NULL, 
	starts VARCHAR NOT NULL, 
	ends VARCHAR NOT NULL, 
	headcount INTEGER, 
	CONSTRAINT pk_provider_site PRIMARY KEY (id), 
	CONSTRAINT fk_provider_site_provider_id_provider FOREIGN KEY(provider_id) REFERENCES provider (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_provider_site_provider_id ON provider_site (provider_id)
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
CREATE INDEX ix_provider_skill_by_skill ON provider_skill (skill, provider_id) WHERE deleted IS 0
-- next
CREATE INDEX ix_provider_skill_provider_id ON provider_skill (provider_id)
-- next
CREATE TABLE provider_week (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	provider_id BLOB NOT NULL, 
	week DATE NOT NULL, 
	free_days TEXT NOT NULL, 
	CONSTRAINT pk_provider_week PRIMARY KEY (id), 
	CONSTRAINT fk_provider_week_provider_id_provider FOREIGN KEY(provider_id) REFERENCES provider (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_provider_week_provider_id ON provider_week (provider_id)
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
CREATE TABLE bank_change (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	told_on DATE NOT NULL, 
	told_in TEXT NOT NULL, 
	first_by TEXT NOT NULL, 
	first_on DATE, 
	second_by TEXT NOT NULL, 
	second_on DATE, 
	CONSTRAINT pk_bank_change PRIMARY KEY (id), 
	CONSTRAINT fk_bank_change_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_bank_change_project_id ON bank_change (project_id)
-- next
CREATE TABLE bought_in_item (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	item TEXT NOT NULL, 
	amount_minor INTEGER, 
	amount_currency VARCHAR(3), 
	advance TEXT NOT NULL, 
	order_shown BOOLEAN NOT NULL, 
	in_owners_name BOOLEAN NOT NULL, 
	markup TEXT, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_bought_in_item PRIMARY KEY (id), 
	CONSTRAINT fk_bought_in_item_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_bought_in_item_project_id ON bought_in_item (project_id)
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
CREATE TABLE clause (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	topic VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	words TEXT NOT NULL, 
	is_default BOOLEAN NOT NULL, 
	reason TEXT NOT NULL, 
	drafted BOOLEAN NOT NULL, 
	CONSTRAINT pk_clause PRIMARY KEY (id), 
	CONSTRAINT fk_clause_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_clause_project_id ON clause (project_id)
-- next
CREATE TABLE closure (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	whose VARCHAR NOT NULL, 
	name TEXT NOT NULL, 
	first DATE NOT NULL, 
	last DATE NOT NULL, 
	CONSTRAINT pk_closure PRIMARY KEY (id), 
	CONSTRAINT fk_closure_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_closure_project_id ON closure (project_id)
-- next
CREATE TABLE cost_basis (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	fixed_on DATE NOT NULL, 
	fixed_by TEXT NOT NULL, 
	source TEXT NOT NULL, 
	owner_day_minor INTEGER, 
	owner_day_currency VARCHAR(3), 
	coordination_hours TEXT, 
	coordination_hour_minor INTEGER, 
	coordination_hour_currency VARCHAR(3), 
	transition_minor INTEGER, 
	transition_currency VARCHAR(3), 
	travel_minor INTEGER, 
	travel_currency VARCHAR(3), 
	changes_share TEXT, 
	money_share TEXT, 
	home_tax_rate TEXT, 
	tax_lost_share TEXT, 
	risks TEXT NOT NULL, 
	CONSTRAINT pk_cost_basis PRIMARY KEY (id), 
	CONSTRAINT fk_cost_basis_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_cost_basis_project_id ON cost_basis (project_id)
-- next
CREATE TABLE disclosure (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	text TEXT NOT NULL, 
	relations TEXT NOT NULL, 
	benefits TEXT NOT NULL, 
	fee_model VARCHAR NOT NULL, 
	awards TEXT NOT NULL, 
	declared_on DATE, 
	acknowledged_on DATE, 
	acknowledged_by TEXT NOT NULL, 
	CONSTRAINT pk_disclosure PRIMARY KEY (id), 
	CONSTRAINT fk_disclosure_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_disclosure_project_id ON disclosure (project_id)
-- next
CREATE TABLE distance_allowance (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	tier VARCHAR NOT NULL, 
	communication TEXT NOT NULL, 
	governance TEXT NOT NULL, 
	rework TEXT NOT NULL, 
	productivity TEXT NOT NULL, 
	because TEXT NOT NULL, 
	CONSTRAINT pk_distance_allowance PRIMARY KEY (id), 
	CONSTRAINT fk_distance_allowance_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_distance_allowance_project_id ON distance_allowance (project_id)
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
	evidence TEXT NOT NULL, 
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
CREATE TABLE plan_version (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	number INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	reason TEXT NOT NULL, 
	fixed_on DATE NOT NULL, 
	"by" TEXT NOT NULL, 
	taken_by TEXT NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_plan_version PRIMARY KEY (id), 
	CONSTRAINT fk_plan_version_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_plan_version_project_id ON plan_version (project_id)
-- next
CREATE TABLE provider_person (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	provider_id BLOB NOT NULL, 
	name TEXT NOT NULL, 
	role VARCHAR NOT NULL, 
	on_site BOOLEAN NOT NULL, 
	languages TEXT NOT NULL, 
	site_id BLOB, 
	CONSTRAINT pk_provider_person PRIMARY KEY (id), 
	CONSTRAINT fk_provider_person_provider_id_provider FOREIGN KEY(provider_id) REFERENCES provider (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_provider_person_site_id_provider_site FOREIGN KEY(site_id) REFERENCES provider_site (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_provider_person_provider_id ON provider_person (provider_id)
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
	number VARCHAR NOT NULL, 
	round INTEGER NOT NULL, 
	rounds TEXT NOT NULL, 
	questions_until DATE, 
	reply_to TEXT NOT NULL, 
	weights TEXT NOT NULL, 
	budget_told VARCHAR NOT NULL, 
	confidential BOOLEAN NOT NULL, 
	asked TEXT NOT NULL, 
	scope_hash VARCHAR NOT NULL, 
	opened_on DATE, 
	opened_by TEXT NOT NULL, 
	CONSTRAINT pk_quote_request PRIMARY KEY (id), 
	CONSTRAINT fk_quote_request_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_quote_request_project_id ON quote_request (project_id)
-- next
CREATE TABLE rhythm_line (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	kind VARCHAR NOT NULL, 
	what TEXT NOT NULL, 
	who TEXT NOT NULL, 
	often TEXT NOT NULL, 
	how TEXT NOT NULL, 
	result TEXT NOT NULL, 
	minutes INTEGER, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_rhythm_line PRIMARY KEY (id), 
	CONSTRAINT fk_rhythm_line_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_rhythm_line_project_id ON rhythm_line (project_id)
-- next
CREATE TABLE schedule_basis (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	starts_on DATE, 
	owner_country VARCHAR NOT NULL, 
	owner_region VARCHAR NOT NULL, 
	team_country VARCHAR NOT NULL, 
	team_region VARCHAR NOT NULL, 
	CONSTRAINT pk_schedule_basis PRIMARY KEY (id), 
	CONSTRAINT fk_schedule_basis_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_schedule_basis_project_id ON schedule_basis (project_id)
-- next
CREATE TABLE service_level (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	measure VARCHAR NOT NULL, 
	name TEXT NOT NULL, 
	target TEXT NOT NULL, 
	critical TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	high_is_good BOOLEAN NOT NULL, 
	source TEXT NOT NULL, 
	weight TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_service_level PRIMARY KEY (id), 
	CONSTRAINT fk_service_level_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_service_level_project_id ON service_level (project_id)
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
	in_advance BOOLEAN NOT NULL, 
	amount_minor INTEGER, 
	amount_currency VARCHAR(3), 
	held_minor INTEGER, 
	held_currency VARCHAR(3), 
	credit_minor INTEGER, 
	credit_currency VARCHAR(3), 
	credit_reason TEXT NOT NULL, 
	way_out TEXT NOT NULL, 
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
CREATE TABLE activity (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	stage_id BLOB, 
	kind VARCHAR NOT NULL, 
	title TEXT NOT NULL, 
	package VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	calendar VARCHAR NOT NULL, 
	low TEXT, 
	days TEXT NOT NULL, 
	high TEXT, 
	not_before DATE, 
	due DATE, 
	person TEXT NOT NULL, 
	hours TEXT, 
	certainty VARCHAR NOT NULL, 
	done_on DATE, 
	CONSTRAINT pk_activity PRIMARY KEY (id), 
	CONSTRAINT fk_activity_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_activity_stage_id_stage FOREIGN KEY(stage_id) REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_activity_project_id ON activity (project_id)
-- next
CREATE INDEX ix_activity_stage_id ON activity (stage_id)
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
	moved TEXT NOT NULL, 
	broker_note TEXT NOT NULL, 
	CONSTRAINT pk_candidate PRIMARY KEY (id), 
	CONSTRAINT fk_candidate_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_candidate_match_run_id_match_run FOREIGN KEY(match_run_id) REFERENCES match_run (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_candidate_project_id ON candidate (project_id)
-- next
CREATE TABLE exit_item (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	item VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	place TEXT NOT NULL, 
	stage_id BLOB, 
	seen_on DATE, 
	CONSTRAINT pk_exit_item PRIMARY KEY (id), 
	CONSTRAINT fk_exit_item_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_exit_item_stage_id_stage FOREIGN KEY(stage_id) REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_exit_item_project_id ON exit_item (project_id)
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
CREATE TABLE plan_risk (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	risk VARCHAR NOT NULL, 
	words TEXT NOT NULL, 
	likely INTEGER NOT NULL, 
	hurts INTEGER NOT NULL, 
	cost_minor INTEGER, 
	cost_currency VARCHAR(3), 
	days TEXT, 
	stage_id BLOB, 
	"plan" TEXT NOT NULL, 
	early_sign TEXT NOT NULL, 
	fallback TEXT NOT NULL, 
	watched_by TEXT NOT NULL, 
	look_on DATE, 
	state VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_plan_risk PRIMARY KEY (id), 
	CONSTRAINT fk_plan_risk_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_plan_risk_stage_id_stage FOREIGN KEY(stage_id) REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_plan_risk_project_id ON plan_risk (project_id)
-- next
CREATE TABLE provider_credential (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	provider_id BLOB NOT NULL, 
	credential VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	person_id BLOB, 
	level INTEGER NOT NULL, 
	issuer TEXT NOT NULL, 
	number TEXT NOT NULL, 
	issued_on DATE, 
	printed_end DATE, 
	watched_on DATE, 
	expires_on DATE, 
	evidence TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	checked_by TEXT NOT NULL, 
	checked_on DATE, 
	checked_where TEXT NOT NULL, 
	outcome VARCHAR(12) NOT NULL, 
	mitigation TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	decided_on DATE, 
	withdrawn_on DATE, 
	withdrawn_reason TEXT NOT NULL, 
	false_evidence BOOLEAN NOT NULL, 
	CONSTRAINT pk_provider_credential PRIMARY KEY (id), 
	CONSTRAINT fk_provider_credential_provider_id_provider FOREIGN KEY(provider_id) REFERENCES provider (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_provider_credential_person_id_provider_person FOREIGN KEY(person_id) REFERENCES provider_person (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_provider_credential_by_check ON provider_credential (checked_on, expires_on, level, withdrawn_on, outcome) WHERE deleted IS 0
-- next
CREATE INDEX ix_provider_credential_by_end ON provider_credential (expires_on, level, withdrawn_on, outcome) WHERE deleted IS 0
-- next
CREATE INDEX ix_provider_credential_by_kind ON provider_credential (credential, provider_id, level, outcome, expires_on, withdrawn_on) WHERE deleted IS 0
-- next
CREATE INDEX ix_provider_credential_false ON provider_credential (provider_id) WHERE deleted IS 0 AND false_evidence IS 1
-- next
CREATE INDEX ix_provider_credential_provider_id ON provider_credential (provider_id)
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
	late_days INTEGER, 
	late_credit_minor INTEGER, 
	late_credit_currency VARCHAR(3), 
	late_reason TEXT NOT NULL, 
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
	occasion TEXT NOT NULL, 
	expected TEXT NOT NULL, 
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
CREATE TABLE work_package (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	stage_id BLOB, 
	package VARCHAR NOT NULL, 
	title TEXT NOT NULL, 
	phase VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	tier VARCHAR NOT NULL, 
	effort TEXT NOT NULL, 
	on_site TEXT NOT NULL, 
	day_rate_minor INTEGER, 
	day_rate_currency VARCHAR(3), 
	person_id BLOB, 
	provider_ref BLOB, 
	provider_name TEXT NOT NULL, 
	quoted_in TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_work_package PRIMARY KEY (id), 
	CONSTRAINT fk_work_package_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_work_package_stage_id_stage FOREIGN KEY(stage_id) REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_work_package_person_id_engagement_person FOREIGN KEY(person_id) REFERENCES engagement_person (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_work_package_project_id ON work_package (project_id)
-- next
CREATE INDEX ix_work_package_stage_id ON work_package (stage_id)
-- next
CREATE TABLE activity_link (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	before_id BLOB NOT NULL, 
	after_id BLOB NOT NULL, 
	kind VARCHAR NOT NULL, 
	lag TEXT NOT NULL, 
	CONSTRAINT pk_activity_link PRIMARY KEY (id), 
	CONSTRAINT fk_activity_link_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_activity_link_before_id_activity FOREIGN KEY(before_id) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_activity_link_after_id_activity FOREIGN KEY(after_id) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_activity_link_after_id ON activity_link (after_id)
-- next
CREATE INDEX ix_activity_link_before_id ON activity_link (before_id)
-- next
CREATE INDEX ix_activity_link_project_id ON activity_link (project_id)
-- next
CREATE TABLE credential_step (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	provider_id BLOB NOT NULL, 
	credential_id BLOB NOT NULL, 
	step VARCHAR NOT NULL, 
	taken_on DATE NOT NULL, 
	person TEXT NOT NULL, 
	words TEXT NOT NULL, 
	CONSTRAINT pk_credential_step PRIMARY KEY (id), 
	CONSTRAINT fk_credential_step_provider_id_provider FOREIGN KEY(provider_id) REFERENCES provider (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_credential_step_credential_id_provider_credential FOREIGN KEY(credential_id) REFERENCES provider_credential (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_credential_step_credential_id ON credential_step (credential_id)
-- next
CREATE INDEX ix_credential_step_provider_id ON credential_step (provider_id)
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
	confidential_on DATE, 
	handed_on DATE, 
	reminded_on DATE, 
	received_on DATE, 
	valid_until DATE, 
	pricing_model VARCHAR NOT NULL, 
	price_minor INTEGER, 
	price_currency VARCHAR(3), 
	tax VARCHAR(14) NOT NULL, 
	tax_rate TEXT, 
	tax_weights TEXT NOT NULL, 
	hardware_tax_rate TEXT, 
	support_tax_rate TEXT, 
	licences_tax_rate TEXT, 
	adjustment_reason TEXT NOT NULL, 
	told TEXT NOT NULL, 
	exchange_rate TEXT, 
	exchange_on DATE, 
	exchange_source VARCHAR NOT NULL, 
	owner_days TEXT, 
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
	stages TEXT NOT NULL, 
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
	allowance_on DATE, 
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
CREATE TABLE document (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	stage_id BLOB, 
	quote_id BLOB, 
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
	handed_on DATE, 
	handed_by TEXT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	pages INTEGER NOT NULL, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT fk_document_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_document_stage_id_stage FOREIGN KEY(stage_id) REFERENCES stage (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_document_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_document_project_id ON document (project_id)
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
	pricing_terms TEXT NOT NULL, 
	retention_share TEXT NOT NULL, 
	warranty_days INTEGER NOT NULL, 
	review_days INTEGER NOT NULL, 
	payable_days INTEGER NOT NULL, 
	on_site_share TEXT, 
	shared_hours TEXT, 
	owner_signed_by TEXT NOT NULL, 
	owner_signed_on DATE, 
	provider_agreed_by TEXT NOT NULL, 
	provider_agreed_on DATE, 
	provider_agreed_from TEXT NOT NULL, 
	provider_agreed_file TEXT NOT NULL, 
	provider_agreed_sha256 VARCHAR NOT NULL, 
	service_fee_minor INTEGER, 
	service_fee_currency VARCHAR(3), 
	credit_pool TEXT NOT NULL, 
	bedding_months INTEGER NOT NULL, 
	service_hours TEXT NOT NULL, 
	data_place TEXT NOT NULL, 
	notice_days INTEGER NOT NULL, 
	little_at_end TEXT NOT NULL, 
	plan_version INTEGER NOT NULL, 
	duties TEXT NOT NULL, 
	without_test TEXT NOT NULL, 
	CONSTRAINT pk_engagement PRIMARY KEY (id), 
	CONSTRAINT fk_engagement_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_engagement_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_engagement_project_id ON engagement (project_id)
-- next
CREATE TABLE evaluation (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	request_id BLOB NOT NULL, 
	weights TEXT NOT NULL, 
	weights_because TEXT NOT NULL, 
	quality_done_on DATE, 
	quality_done_by TEXT NOT NULL, 
	broker_choice BLOB, 
	broker_because TEXT NOT NULL, 
	still_right TEXT NOT NULL, 
	CONSTRAINT pk_evaluation PRIMARY KEY (id), 
	CONSTRAINT fk_evaluation_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_evaluation_request_id_quote_request FOREIGN KEY(request_id) REFERENCES quote_request (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_evaluation_broker_choice_quote FOREIGN KEY(broker_choice) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_evaluation_project_id ON evaluation (project_id)
-- next
CREATE INDEX ix_evaluation_request_id ON evaluation (request_id)
-- next
CREATE TABLE interview (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	quote_id BLOB NOT NULL, 
	role VARCHAR NOT NULL, 
	mark TEXT NOT NULL, 
	sentence TEXT NOT NULL, 
	answers TEXT NOT NULL, 
	held_on DATE NOT NULL, 
	held_by TEXT NOT NULL, 
	CONSTRAINT pk_interview PRIMARY KEY (id), 
	CONSTRAINT fk_interview_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_interview_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_interview_project_id ON interview (project_id)
-- next
CREATE INDEX ix_interview_quote_id ON interview (quote_id)
-- next
CREATE TABLE price_look (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	request_id BLOB NOT NULL, 
	quote_id BLOB, 
	person TEXT NOT NULL, 
	looked_on DATE NOT NULL, 
	CONSTRAINT pk_price_look PRIMARY KEY (id), 
	CONSTRAINT fk_price_look_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_price_look_request_id_quote_request FOREIGN KEY(request_id) REFERENCES quote_request (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_price_look_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_price_look_project_id ON price_look (project_id)
-- next
CREATE INDEX ix_price_look_request_id ON price_look (request_id)
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
	tax_rate TEXT, 
	CONSTRAINT pk_quote_line PRIMARY KEY (id), 
	CONSTRAINT fk_quote_line_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_quote_line_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_quote_line_project_id ON quote_line (project_id)
-- next
CREATE INDEX ix_quote_line_quote_id ON quote_line (quote_id)
-- next
CREATE TABLE quote_question (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	request_id BLOB NOT NULL, 
	quote_id BLOB, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	asked_on DATE NOT NULL, 
	answer TEXT NOT NULL, 
	answered_on DATE, 
	answered_by TEXT NOT NULL, 
	CONSTRAINT pk_quote_question PRIMARY KEY (id), 
	CONSTRAINT fk_quote_question_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_quote_question_request_id_quote_request FOREIGN KEY(request_id) REFERENCES quote_request (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_quote_question_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_quote_question_project_id ON quote_question (project_id)
-- next
CREATE INDEX ix_quote_question_request_id ON quote_question (request_id)
-- next
CREATE TABLE quote_score (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	quote_id BLOB NOT NULL, 
	criterion VARCHAR NOT NULL, 
	scorer TEXT NOT NULL, 
	agreed BOOLEAN NOT NULL, 
	mark TEXT NOT NULL, 
	sentence TEXT NOT NULL, 
	scored_on DATE NOT NULL, 
	after_prices BOOLEAN NOT NULL, 
	CONSTRAINT pk_quote_score PRIMARY KEY (id), 
	CONSTRAINT fk_quote_score_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_quote_score_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_quote_score_project_id ON quote_score (project_id)
-- next
CREATE INDEX ix_quote_score_quote_id ON quote_score (quote_id)
-- next
CREATE TABLE red_flag (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	quote_id BLOB NOT NULL, 
	sign VARCHAR NOT NULL, 
	severity INTEGER NOT NULL, 
	evidence TEXT NOT NULL, 
	raised_on DATE NOT NULL, 
	raised_by TEXT NOT NULL, 
	closed_on DATE, 
	closed_by TEXT NOT NULL, 
	closed_because TEXT NOT NULL, 
	CONSTRAINT pk_red_flag PRIMARY KEY (id), 
	CONSTRAINT fk_red_flag_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_red_flag_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_red_flag_project_id ON red_flag (project_id)
-- next
CREATE INDEX ix_red_flag_quote_id ON red_flag (quote_id)
-- next
CREATE TABLE reference_call (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	quote_id BLOB NOT NULL, 
	client TEXT NOT NULL, 
	answers TEXT NOT NULL, 
	again VARCHAR NOT NULL, 
	but TEXT NOT NULL, 
	told TEXT NOT NULL, 
	called_on DATE NOT NULL, 
	called_by TEXT NOT NULL, 
	CONSTRAINT pk_reference_call PRIMARY KEY (id), 
	CONSTRAINT fk_reference_call_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_reference_call_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_reference_call_project_id ON reference_call (project_id)
-- next
CREATE INDEX ix_reference_call_quote_id ON reference_call (quote_id)
-- next
CREATE TABLE reply (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	request_id BLOB, 
	quote_id BLOB, 
	name TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	digest VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	arrived_at VARCHAR(27) NOT NULL, 
	arrived_on DATE NOT NULL, 
	came_by TEXT NOT NULL, 
	mail VARCHAR NOT NULL, 
	token VARCHAR NOT NULL, 
	claims VARCHAR NOT NULL, 
	answers VARCHAR NOT NULL, 
	trouble VARCHAR NOT NULL, 
	assigned_by TEXT NOT NULL, 
	label VARCHAR NOT NULL, 
	opened_on DATE, 
	opened_by TEXT NOT NULL, 
	late_reason TEXT NOT NULL, 
	original VARCHAR NOT NULL, 
	said TEXT NOT NULL, 
	findings TEXT NOT NULL, 
	CONSTRAINT pk_reply PRIMARY KEY (id), 
	CONSTRAINT fk_reply_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_reply_request_id_quote_request FOREIGN KEY(request_id) REFERENCES quote_request (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_reply_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_reply_project_id ON reply (project_id)
-- next
CREATE INDEX ix_reply_request_id ON reply (request_id)
-- next
CREATE TABLE reply_mark (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	request_id BLOB NOT NULL, 
	quote_id BLOB NOT NULL, 
	scope_hash VARCHAR NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	CONSTRAINT pk_reply_mark PRIMARY KEY (id), 
	CONSTRAINT fk_reply_mark_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_reply_mark_request_id_quote_request FOREIGN KEY(request_id) REFERENCES quote_request (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_reply_mark_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_reply_mark_project_id ON reply_mark (project_id)
-- next
CREATE INDEX ix_reply_mark_request_id ON reply_mark (request_id)
-- next
CREATE INDEX ix_reply_mark_token_hash ON reply_mark (token_hash)
-- next
CREATE TABLE letter (
	id BLOB NOT NULL, 
	deleted BOOLEAN NOT NULL, 
	project_id BLOB NOT NULL, 
	decision_id BLOB NOT NULL, 
	quote_id BLOB NOT NULL, 
	kind VARCHAR NOT NULL, 
	strengths TEXT NOT NULL, 
	weaknesses TEXT NOT NULL, 
	words TEXT NOT NULL, 
	reviewed_by TEXT NOT NULL, 
	reviewed_on DATE, 
	CONSTRAINT pk_letter PRIMARY KEY (id), 
	CONSTRAINT fk_letter_project_id_project FOREIGN KEY(project_id) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_letter_decision_id_decision FOREIGN KEY(decision_id) REFERENCES decision (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_letter_quote_id_quote FOREIGN KEY(quote_id) REFERENCES quote (id) DEFERRABLE INITIALLY DEFERRED
)
-- next
CREATE INDEX ix_letter_project_id ON letter (project_id)
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
CREATE TRIGGER search_activity_public_insert AFTER INSERT ON activity BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'activity', new.id, 0, new.project_id, coalesce(new.title, ''), '' WHERE new.deleted = 0 AND (coalesce(new.title, '') <> ''); END
-- next
CREATE TRIGGER search_activity_public_update AFTER UPDATE OF deleted, title ON activity BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'activity', new.id, 0, new.project_id, coalesce(new.title, ''), '' WHERE new.deleted = 0 AND (coalesce(new.title, '') <> ''); END
-- next
CREATE TRIGGER search_activity_public_delete AFTER DELETE ON activity BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
-- next
CREATE TRIGGER search_brief_item_public_insert AFTER INSERT ON brief_item BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'brief_item', new.id, 0, new.project_id, coalesce(new.text, ''), '' WHERE new.deleted = 0 AND (coalesce(new.text, '') <> ''); END
-- next
CREATE TRIGGER search_brief_item_public_update AFTER UPDATE OF deleted, text ON brief_item BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'brief_item', new.id, 0, new.project_id, coalesce(new.text, ''), '' WHERE new.deleted = 0 AND (coalesce(new.text, '') <> ''); END
-- next
CREATE TRIGGER search_brief_item_public_delete AFTER DELETE ON brief_item BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
-- next
CREATE TRIGGER search_broker_public_insert AFTER INSERT ON broker BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'broker', new.id, 0, NULL, coalesce(new.name, ''), coalesce(new.firm, '') || char(10) || coalesce(new.town, '') WHERE new.deleted = 0 AND (coalesce(new.name, '') <> '' OR coalesce(new.firm, '') <> '' OR coalesce(new.town, '') <> ''); END
-- next
CREATE TRIGGER search_broker_public_update AFTER UPDATE OF deleted, name, firm, town ON broker BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'broker', new.id, 0, NULL, coalesce(new.name, ''), coalesce(new.firm, '') || char(10) || coalesce(new.town, '') WHERE new.deleted = 0 AND (coalesce(new.name, '') <> '' OR coalesce(new.firm, '') <> '' OR coalesce(new.town, '') <> ''); END
-- next
CREATE TRIGGER search_broker_public_delete AFTER DELETE ON broker BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
-- next
CREATE TRIGGER search_broker_private_insert AFTER INSERT ON broker BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'broker', new.id, 1, NULL, coalesce(new.name, ''), coalesce(new.notes, '') WHERE new.deleted = 0 AND (coalesce(new.notes, '') <> ''); END
-- next
CREATE TRIGGER search_broker_private_update AFTER UPDATE OF deleted, name, notes ON broker BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 1; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'broker', new.id, 1, NULL, coalesce(new.name, ''), coalesce(new.notes, '') WHERE new.deleted = 0 AND (coalesce(new.notes, '') <> ''); END
-- next
CREATE TRIGGER search_broker_private_delete AFTER DELETE ON broker BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 1; END
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
CREATE TRIGGER search_plan_risk_public_insert AFTER INSERT ON plan_risk BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'plan_risk', new.id, 0, new.project_id, coalesce(new.words, ''), coalesce(new.plan, '') WHERE new.deleted = 0 AND (coalesce(new.words, '') <> '' OR coalesce(new.plan, '') <> ''); END
-- next
CREATE TRIGGER search_plan_risk_public_update AFTER UPDATE OF deleted, words, plan ON plan_risk BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'plan_risk', new.id, 0, new.project_id, coalesce(new.words, ''), coalesce(new.plan, '') WHERE new.deleted = 0 AND (coalesce(new.words, '') <> '' OR coalesce(new.plan, '') <> ''); END
-- next
CREATE TRIGGER search_plan_risk_public_delete AFTER DELETE ON plan_risk BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
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
CREATE TRIGGER search_quote_question_public_insert AFTER INSERT ON quote_question BEGIN INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'quote_question', new.id, 0, new.project_id, coalesce(new.text, ''), coalesce(new.answer, '') WHERE new.deleted = 0 AND (coalesce(new.text, '') <> '' OR coalesce(new.answer, '') <> ''); END
-- next
CREATE TRIGGER search_quote_question_public_update AFTER UPDATE OF deleted, text, answer ON quote_question BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; INSERT INTO search_entry(entity, row, private, project, title, text) SELECT 'quote_question', new.id, 0, new.project_id, coalesce(new.text, ''), coalesce(new.answer, '') WHERE new.deleted = 0 AND (coalesce(new.text, '') <> '' OR coalesce(new.answer, '') <> ''); END
-- next
CREATE TRIGGER search_quote_question_public_delete AFTER DELETE ON quote_question BEGIN DELETE FROM search_entry WHERE row = old.id AND private = 0; END
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
