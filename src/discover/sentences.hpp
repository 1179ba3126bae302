// discover/sentences.hpp: values that a word of their sentence tells, though it does not stand
// right before them: lists after a label ("MRN 1, 2 and 3"), labels after the value ("12345, a
// medical record"; "… is his passport number"), words between ("her MRN at our clinic is …").
//
// What stands right before a number is numbers.cpp's; here a word begins the look, wherever it is.
// Each thought has its file: labels before and behind (sentences.cpp), lists, reading a value,
// telephones, users (sentence_*.cpp).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "discover/hit.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {

/// Appends what the label at [from, to) says, before and behind it in its sentence. Never looks
/// further than a few hundred bytes.
void sentence_at(const Text& text, Meaning meaning, std::size_t from, std::size_t to,
                 std::vector<Hit>& out);

/// The telephone number that a word for one at [from, to) brings in later in its sentence: "call my
/// mother in Paris at 01 44 27 31 90".
void phone_in_sentence(const Text& text, std::size_t from, std::size_t to, std::vector<Hit>& out);

/// An IBAN after its word, however it is written: small letters, dashes.
void iban_after(const Text& text, std::size_t to, std::vector<Hit>& out);

/// The user's name in the same sentence as the password whose word begins at `key`.
void user_beside_password(const Text& text, std::size_t key, std::vector<Hit>& out);

/// Does the sentence around [from, to) speak of health, an insurer, a plan?
bool near_health(std::string_view s, std::size_t from, std::size_t to);
/// Of a bank, a deposit, a wire, a routing number?
bool near_a_bank(std::string_view s, std::size_t from, std::size_t to);
/// Does one of `words` (lower case) stand, whole, in the sentence around [from, to)?
bool near_words(std::string_view s, std::size_t from, std::size_t to,
                std::span<const std::string_view> words);

/// More values of the same kind behind one that ends at `at`; returns where the last ends.
std::size_t list_after(const Text& text, Meaning meaning, std::string_view label, std::size_t at,
                       std::vector<Hit>& out);

}  // namespace ledgelight::discover
