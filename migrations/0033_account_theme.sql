-- How an account's pages look: as chosen, on whatever device; null goes by the browser.
alter table users add column theme text collate "C";
alter table users add constraint user_themes_are_known check (theme in ('system', 'light', 'dark'));
