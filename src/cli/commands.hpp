// cli/commands.hpp: every subcommand there is, one function a file.
#pragma once

#include "cli/command.hpp"

namespace ledgelight::cli {

Commands all_commands();

void add_init(Commands& to);
void add_serve(Commands& to);
void add_demo(Commands& to);
void add_case(Commands& to);
void add_report(Commands& to);
void add_evidence(Commands& to);
void add_discover(Commands& to);
void add_link(Commands& to);
void add_sample(Commands& to);
void add_links(Commands& to);
void add_duties(Commands& to);
void add_clocks(Commands& to);
void add_law(Commands& to);
void add_letters(Commands& to);
void add_export(Commands& to);
void add_sealed(Commands& to);
void add_verify(Commands& to);
void add_ledger(Commands& to);
void add_backup(Commands& to);
void add_officer(Commands& to);
void add_import(Commands& to);
void add_jobs(Commands& to);
void add_place(Commands& to);

/// The whole program but its two catch-alls: reads the words, runs, prints; the exit code.
struct Surroundings;
int run(const Commands& commands, const std::vector<std::string>& arguments, Surroundings& around);

}  // namespace ledgelight::cli
