"""The staff's pages of questionnaires; one module for versions, one for languages."""
