-- Since when a version grows by itself while somebody types; nothing for one that was pressed.
ALTER TABLE consultation_answers ADD COLUMN growing_since BIGINT
--;
-- When somebody was last seen at the page of a question, and of which: only who moved a hand there, so that no machine is somebody.
ALTER TABLE consultation_invitees ADD COLUMN here_at BIGINT
--;
ALTER TABLE consultation_invitees ADD COLUMN here_question BIGINT
