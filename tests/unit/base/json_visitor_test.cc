#include "core/base/json_visitor.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace tms {
namespace {

// Every visit as "path=value", in order; a last line "refused" if the text was.
std::vector<std::string> visits(std::string_view text) {
  std::vector<std::string> lines;
  const auto write = [](const JsonValue& value) -> std::string {
    switch (value.type) {
      case JsonType::kNull:
        return "null";
      case JsonType::kBoolean:
        return value.boolean ? "true" : "false";
      case JsonType::kNumber:
        return std::to_string(value.number);
      case JsonType::kString:
        return "'" + std::string(value.text) + "'";
      case JsonType::kObject:
        return "{}";
      case JsonType::kArray:
        return "[]";
    }
    return "";
  };
  const bool accepted = visit_json(text, [&](std::string_view path, const JsonValue& value) {
    lines.push_back(std::string(path) + "=" + write(value));
  });
  if (!accepted) lines.emplace_back("refused");
  return lines;
}

bool is_accepted(std::string_view text) {
  return visit_json(text, [](std::string_view, const JsonValue&) {});
}

using Lines = std::vector<std::string>;

TEST(JsonVisitor, VisitsASingleValueWithoutAPath) {
  EXPECT_EQ(visits("null"), Lines{"=null"});
  EXPECT_EQ(visits(" true "), Lines{"=true"});
  EXPECT_EQ(visits("false"), Lines{"=false"});
  EXPECT_EQ(visits(R"("text")"), Lines{"='text'"});
  EXPECT_EQ(visits("{}"), Lines{"={}"});
  EXPECT_EQ(visits("[]"), Lines{"=[]"});
}

TEST(JsonVisitor, NamesMembersByTheirPath) {
  EXPECT_EQ(visits(R"({"a":1,"b":{"c":"x","d":{"e":null},"f":true},"g":false})"),
            (Lines{"={}", "a=1.000000", "b={}", "b.c='x'", "b.d={}", "b.d.e=null", "b.f=true", "g=false"}));
}

TEST(JsonVisitor, GivesTheElementsOfAnArrayOnePath) {
  EXPECT_EQ(visits(R"({"result":[{"id":"a","tags":["x","y"]},{"id":"b"}],"end":0})"),
            (Lines{"={}", "result=[]", "result[]={}", "result[].id='a'", "result[].tags=[]", "result[].tags[]='x'",
                   "result[].tags[]='y'", "result[]={}", "result[].id='b'", "end=0.000000"}));
}

TEST(JsonVisitor, FollowsArraysOfArrays) {
  EXPECT_EQ(visits(R"([[1,[2]],[],{"a":[[true]]},3])"),
            (Lines{"=[]", "[]=[]", "[][]=1.000000", "[][]=[]", "[][][]=2.000000", "[]=[]", "[]={}", "[].a=[]",
                   "[].a[]=[]", "[].a[][]=true", "[]=3.000000"}));
}

TEST(JsonVisitor, LetsNoNamePassForAPath) {
  EXPECT_EQ(visits(R"({"a.b":1,"c[]":2,".":3,"[":4,"x":{"y.z":5}})"),
            (Lines{"={}", "?=1.000000", "?=2.000000", "?=3.000000", "?=4.000000", "x={}", "x.?=5.000000"}));
}

TEST(JsonVisitor, LetsAnEmptyNamePassForNothingEither) {
  EXPECT_EQ(visits(R"({"":{"status":"success"},"a":{"":1}})"),
            (Lines{"={}", "?={}", "?.status='success'", "a={}", "a.?=1.000000"}));
}

TEST(JsonVisitor, VisitsDuplicateNamesInOrder) {
  EXPECT_EQ(visits(R"({"a":1,"a":2})"), (Lines{"={}", "a=1.000000", "a=2.000000"}));
}

TEST(JsonVisitor, ReadsNumbersOfEveryKind) {
  const auto number = [](std::string_view text) {
    double read = NAN;
    EXPECT_TRUE(visit_json(text, [&](std::string_view, const JsonValue& value) { read = value.number; })) << text;
    return read;
  };
  EXPECT_EQ(number("0"), 0);
  EXPECT_EQ(number("-7"), -7);
  EXPECT_EQ(number("1800000000"), 1.8e9);
  EXPECT_EQ(number("2.5e-1"), 0.25);
  EXPECT_EQ(number("-9223372036854775808"), -9223372036854775808.0);
  EXPECT_EQ(number("18446744073709551615"), 18446744073709551615.0);
  EXPECT_EQ(number("123456789012345678901234567890"), 123456789012345678901234567890.0);
  EXPECT_EQ(number("1e308"), 1e308);
}

TEST(JsonVisitor, DecodesEscapes) {
  EXPECT_EQ(visits(R"(["\u00e9\n\"\\\/\ud83d\ude00", "\u0000"])"),
            (Lines{"=[]", "[]='é\n\"\\/😀'", std::string("[]='\0'", 6)}));
}

TEST(JsonVisitor, RefusesWhatIsNotOneWellFormedValue) {
  using namespace std::string_view_literals;
  for (std::string_view text :
       {""sv,          " "sv,           "{"sv,       R"({"a")"sv,     R"({"a":)"sv,
        R"({"a":1)"sv, R"({"a":1,})"sv, "[1,]"sv,    "[1"sv,          "]"sv,
        R"("abc)"sv,   "tru"sv,         "nul"sv,     "{} {}"sv,       "{}x"sv,
        "null,"sv,     "[] []"sv,       "1 2"sv,     "{a:1}"sv,       "{'a':1}"sv,
        "NaN"sv,       "Infinity"sv,    "+1"sv,      "01"sv,          "1."sv,
        ".5"sv,        "1e"sv,          "1e400"sv,   "-1e400"sv,      "// x\n1"sv,
        "/* x */ 1"sv, "\"a\nb\""sv,    R"("\x")"sv, R"("\ud83d")"sv, "[1}"sv,
        "{\"a\":1]"sv, "\0"sv,          "1\0"sv,     "<html>"sv,      "TAPIS_SECURITY_JWT_EXPIRED"sv}) {
    EXPECT_FALSE(is_accepted(text)) << text;
  }
}

TEST(JsonVisitor, RefusesInvalidUtf8) {
  for (std::string_view text : {"\"\xFF\"", "\"\xC3\"", "\"\xC0\xAF\"", "\"\xED\xA0\x80\"", "\"\xF5\x80\x80\x80\"",
                                "\"\x80\"", "{\"\xFF\":1}", "[1,\"a\xE2\x82\"]"}) {
    EXPECT_FALSE(is_accepted(text)) << text;
  }
  EXPECT_TRUE(is_accepted("\"é€😀\""));
}

std::string nested(std::string_view open, std::string_view inner, std::string_view close, std::size_t depth) {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text += open;
  text += inner;
  for (std::size_t i = 0; i < depth; ++i) text += close;
  return text;
}

TEST(JsonVisitor, GoesAsDeepAs64Levels) {
  EXPECT_EQ(kMaxJsonDepth, 64U);
  EXPECT_TRUE(is_accepted(nested("[", "1", "]", 64)));
  EXPECT_TRUE(is_accepted(nested(R"({"a":)", "1", "}", 64)));
  EXPECT_TRUE(is_accepted(nested(R"([{"a":)", "1", "}]", 32)));
  EXPECT_FALSE(is_accepted(nested("[", "1", "]", 65)));
  EXPECT_FALSE(is_accepted(nested(R"({"a":)", "1", "}", 65)));
  EXPECT_FALSE(is_accepted("[" + nested(R"([{"a":)", "1", "}]", 32) + "]"));
}

TEST(JsonVisitor, CountsTheLevelsThatAreOpenAndNotAll) {
  std::string text = "[";
  for (int i = 0; i < 1000; ++i) text += R"({"a":[]},)";
  EXPECT_TRUE(is_accepted(text + "1]"));
}

TEST(JsonVisitor, RefusesVeryDeepNestingWithoutACrash) {
  EXPECT_FALSE(is_accepted(nested("[", "", "]", 100'000)));
  EXPECT_FALSE(is_accepted(nested("[", "", "", 100'000)));
  EXPECT_FALSE(is_accepted(nested(R"({"a":)", "1", "}", 100'000)));
}

}  // namespace
}  // namespace tms
